package io.glance.store.testing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/** Image data of any size, and data that stops, breaks off or is interrupted. */
public final class TestingStreams {

  private TestingStreams() {}

  /** The same bytes for the same length, and no zeros in a row. */
  public static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /** Zeros, without touching the reader's buffer, which must be fresh. */
  public static InputStream zeros(long length) {
    return new Zeros(length);
  }

  /** Yields {@code before} bytes of {@code data}, then throws {@code failure}. */
  public static InputStream failing(InputStream data, long before, IOException failure) {
    return at(
        data,
        before,
        () -> {
          throw failure;
        });
  }

  /** Yields {@code before} bytes of {@code data}, and the rest once {@code open} is down. */
  public static InputStream pausing(
      InputStream data, long before, CountDownLatch reached, CountDownLatch open) {
    return at(
        data,
        before,
        () -> {
          reached.countDown();
          try {
            open.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Interrupts its reader after {@code before} bytes, and goes on. */
  public static InputStream interrupting(InputStream data, long before) {
    return at(data, before, () -> Thread.currentThread().interrupt());
  }

  private static InputStream at(InputStream data, long before, Event event) {
    return new FilterInputStream(data) {
      private long left = before;
      private boolean happened;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        if (!happened && left == 0) {
          happened = true;
          event.happen();
        }
        int wanted = happened ? length : (int) Math.min(length, left);
        int read = super.read(target, offset, wanted);
        left -= happened ? 0 : Math.max(0, read);
        return read;
      }
    };
  }

  private interface Event {
    void happen() throws IOException;
  }

  private static final class Zeros extends InputStream {
    private long left;

    private Zeros(long length) {
      left = length;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int read = (int) Math.min(length, left);
      left -= read;
      return read;
    }
  }
}
