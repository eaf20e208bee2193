package io.glance.store.s3;

import io.glance.store.ByteRange;
import io.glance.store.HttpRange;
import io.glance.store.StoreException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Bytes of an object. Where the connection breaks it goes on from there with another one, as long
 * as the object is the same. For one thread.
 */
final class S3ImageStream extends InputStream {
  private static final Logger log = LoggerFactory.getLogger(S3ImageStream.class);

  /** Without a byte in between. */
  private static final int MOST_RETRIES = 4;

  private static final long FIRST_PAUSE_MILLIS = 100;

  private final S3Bucket bucket;
  private final String key;
  private final String etag;
  private final long end;
  private long position;
  private int retries;
  private boolean closed;
  private @Nullable InputStream current;

  /**
   * @param first that yields the bytes from {@code begin} to {@code end}
   */
  S3ImageStream(
      S3Bucket bucket,
      String key,
      ResponseInputStream<GetObjectResponse> first,
      long begin,
      long end) {
    this.bucket = bucket;
    this.key = key;
    this.end = end;
    etag = first.response().eTag();
    position = begin;
    current = first;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (position < end) {
      try {
        int read = connected().read(target, offset, (int) Math.min(length, end - position));
        if (read < 0) {
          throw new EOFException("the connection ended before the object");
        }
        position += read;
        retries = 0;
        return read;
      } catch (IOException e) {
        recover(e);
      }
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    disconnect();
  }

  private InputStream connected() throws IOException {
    if (closed) {
      throw new IOException("closed");
    }
    if (current == null) {
      String rest = HttpRange.asked(new ByteRange(position, end - position));
      Optional<ResponseInputStream<GetObjectResponse>> next = bucket.open(key, rest, etag);
      current = next.orElseThrow(() -> new IOException("the object has become shorter"));
    }
    return current;
  }

  private void recover(IOException e) throws IOException {
    boolean pointless = e instanceof StoreException.NotFound;
    if (closed || pointless || Thread.currentThread().isInterrupted() || retries == MOST_RETRIES) {
      throw e;
    }
    log.debug("Reading {} goes on from byte {}", key, position, e);
    disconnect();
    try {
      TimeUnit.MILLISECONDS.sleep(FIRST_PAUSE_MILLIS << retries++);
    } catch (InterruptedException _) {
      throw S3Errors.interrupted();
    }
  }

  /** A connection with bytes left on it is of no more use. */
  private void disconnect() throws IOException {
    InputStream before = current;
    current = null;
    if (before instanceof ResponseInputStream<?> response && position < end) {
      response.abort();
    } else if (before != null) {
      before.close();
    }
  }
}
