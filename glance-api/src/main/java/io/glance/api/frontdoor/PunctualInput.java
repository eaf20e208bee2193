package io.glance.api.frontdoor;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.CloseNowException;

/** A body that has to be there within a time, however many bytes come now and then. */
final class PunctualInput extends FilterInputStream {
  private final long end;

  PunctualInput(InputStream in, int seconds) {
    super(in);
    end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    requireInTime();
    return read;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    requireInTime();
    return read;
  }

  /** The connection goes without an answer, for its client would not end to send before. */
  private void requireInTime() throws CloseNowException {
    if (System.nanoTime() - end > 0) {
      throw new CloseNowException("the body did not come in time");
    }
  }
}
