package io.glance.store.s3;

import io.glance.store.ExpectedSize;
import java.io.IOException;
import java.io.InputStream;

/** Data that fails once it turns out to be longer or shorter than announced. */
final class SizedData extends InputStream {
  private final InputStream data;
  private final ExpectedSize expected;
  private long received;

  SizedData(InputStream data, ExpectedSize expected) {
    this.data = data;
    this.expected = expected;
  }

  /** Bytes so far. */
  long received() {
    return received;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = data.read(target, offset, length);
    if (read < 0) {
      expected.requireMetBy(received);
      return read;
    }
    received += read;
    expected.requireNotExceededBy(received);
    return read;
  }
}
