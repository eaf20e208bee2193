package io.glance.store.swift;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Swift says, while its body arrives. For one thread. */
final class SwiftResponse implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SwiftResponse.class);

  private final SwiftAnswer head;
  private final Arriving body;

  /**
   * @param response is closed with this one
   * @param request breaks the connection when it is cancelled
   */
  SwiftResponse(ClassicHttpResponse response, Cancellable request) throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (Header header : response.getHeaders()) {
      String value = header.getValue();
      headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), value == null ? "" : value);
    }
    head = new SwiftAnswer(response.getCode(), Map.copyOf(headers), "");
    HttpEntity entity = response.getEntity();
    InputStream content = entity == null ? InputStream.nullInputStream() : entity.getContent();
    body = new Arriving(content, response, request);
  }

  /** Without the body. */
  SwiftAnswer head() {
    return head;
  }

  /**
   * The body. Closing it before its end breaks the connection; reading it throws a {@link
   * SilentSwiftException} if the next bytes do not come in time.
   */
  InputStream body() {
    return body;
  }

  /** With the body, of which no more than {@code most} bytes are read. */
  SwiftAnswer read(int most) throws IOException {
    String text = new String(body.readNBytes(most), StandardCharsets.UTF_8);
    return new SwiftAnswer(head.status(), head.headers(), text);
  }

  @Override
  public void close() {
    body.close();
  }

  /** What a broken connection means: of a thread that was interrupted nothing about Swift. */
  static IOException meaning(IOException failure) {
    if (failure instanceof SocketTimeoutException) {
      return new SilentSwiftException("Swift sent nothing in time", failure);
    }
    if (Thread.currentThread().isInterrupted() && !(failure instanceof InterruptedIOException)) {
      InterruptedIOException interrupted = new InterruptedIOException("interrupted at Swift");
      interrupted.initCause(failure);
      return interrupted;
    }
    return failure;
  }

  private static final class Arriving extends FilterInputStream {
    private final ClassicHttpResponse response;
    private final Cancellable request;
    private boolean hasEnded;

    Arriving(InputStream content, ClassicHttpResponse response, Cancellable request) {
      super(content);
      this.response = response;
      this.request = request;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        int read = in.read(target, offset, length);
        hasEnded |= read < 0;
        return read;
      } catch (IOException e) {
        throw meaning(e);
      }
    }

    /** Not by closing the content, which would read it to its end. */
    @Override
    public void close() {
      if (!hasEnded) {
        request.cancel();
      }
      try {
        response.close();
      } catch (IOException e) {
        LOG.debug("a connection to Swift that was broken", e);
      }
    }
  }
}
