package io.glance.registry.web;

import io.glance.common.registryapi.RegistrySignature;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * A request whose body was read to its end before anybody acts on it, to be compared with what was
 * signed. Bodies here are JSON of modest size; one that is longer than the api would ever send is
 * none of its.
 */
final class SignedBody extends HttpServletRequestWrapper {
  private static final int MOST_BYTES = 64 << 20;

  private final byte[] body;

  private SignedBody(HttpServletRequest request, byte[] body) {
    super(request);
    this.body = body;
  }

  static boolean isPresent(HttpServletRequest request) {
    return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
  }

  static SignedBody read(HttpServletRequest request) throws IOException {
    return new SignedBody(request, request.getInputStream().readNBytes(MOST_BYTES));
  }

  /**
   * @param digest as {@link RegistrySignature#digest} makes it
   */
  boolean has(String digest) {
    return digest.equals(
        body.length == 0 ? RegistrySignature.NO_BODY : RegistrySignature.digest(body));
  }

  @Override
  public ServletInputStream getInputStream() {
    return new Bytes(new ByteArrayInputStream(body));
  }

  private static final class Bytes extends ServletInputStream {
    private final ByteArrayInputStream bytes;

    private Bytes(ByteArrayInputStream bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      return bytes.read(into, offset, length);
    }

    @Override
    public boolean isFinished() {
      return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("calls are not asynchronous here");
    }
  }
}
