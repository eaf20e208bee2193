package io.glance.store.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * The next bytes of an image, on their way from its data to the server without rest: they are sent
 * once, unless the server refused before it saw the first. What the data throws is kept, for the
 * SDK wraps it.
 */
final class OneTimeBody extends InputStream {
  private final SizedData data;
  private final long length;
  private final boolean theLast;
  private final MessageDigest md5 = Etags.md5();
  private long received;
  private boolean taken;
  private @Nullable String etag;
  private @Nullable Throwable failure;

  /**
   * @param length bytes that are taken of {@code data}
   * @param theLast whether the data must have ended then; the last byte is handed out only if so,
   *     so that no object comes to be
   */
  OneTimeBody(SizedData data, long length, boolean theLast) {
    this.data = data;
    this.length = length;
    this.theLast = theLast;
  }

  RequestBody toRequestBody() {
    return RequestBody.fromContentProvider(this::once, length, S3Bucket.BINARY);
  }

  /** Of the bytes, if all of them were handed out. */
  Optional<String> etag() {
    return Optional.ofNullable(etag);
  }

  /** Throws what the data threw, if it did. */
  void throwIfBroken() throws IOException {
    if (failure != null) {
      Failures.rethrow(failure);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int wanted) throws IOException {
    if (received == length) {
      return -1;
    }
    try {
      return readData(target, offset, (int) Math.min(wanted, length - received));
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
      throw e;
    }
  }

  private int readData(byte[] target, int offset, int wanted) throws IOException {
    int read = data.read(target, offset, wanted);
    if (read < 0) {
      throw new EOFException();
    }
    md5.update(target, offset, read);
    received += read;
    if (received == length) {
      if (theLast && data.read() >= 0) {
        throw new IOException("there is more data than announced");
      }
      etag = Etags.of(md5);
    }
    return read;
  }

  private InputStream once() {
    if (taken && received > 0) {
      throw new IllegalStateException("this body can be sent only once");
    }
    taken = true;
    return this;
  }
}
