package io.glance.store.swift;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Image bytes from Swift, exactly as many as it announced. Source:
 * glance_store/_drivers/swift/store.py, swift_retry_iter.
 */
final class ResumedStream extends InputStream {
  private static final Logger LOG = LoggerFactory.getLogger(ResumedStream.class);

  private final long length;
  private final Again again;
  private InputStream current;
  private int retries;
  private long read;
  private boolean closed;

  /**
   * @param length bytes, or -1 if Swift did not say; then nothing can be resumed
   * @param retries how often the stream is opened again
   */
  ResumedStream(InputStream first, long length, int retries, Again again) {
    current = first;
    this.length = length;
    this.retries = retries;
    this.again = again;
  }

  /** Opens the rest. */
  interface Again {
    /**
     * @param read bytes that were read before
     */
    InputStream open(long read) throws IOException;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int wanted) throws IOException {
    while (true) {
      try {
        return readOnce(target, offset, wanted);
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        resume(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    current.close();
  }

  private int readOnce(byte[] target, int offset, int wanted) throws IOException {
    int got = current.read(target, offset, wanted);
    if (got < 0 && length >= 0 && read < length) {
      throw new IOException("Swift's answer ended after %d of %d bytes".formatted(read, length));
    }
    read += Math.max(0, got);
    return got;
  }

  private void resume(IOException failure) throws IOException {
    if (closed || retries == 0 || length < 0) {
      throw SwiftErrors.unanswered(failure);
    }
    retries--;
    LOG.info("a download from Swift broke off after {} of {} bytes, it goes on", read, length);
    current.close();
    current = again.open(read);
  }
}
