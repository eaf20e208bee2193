package io.glance.store.checked;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Remembers what the data's stream threw, to tell it from what a driver threw. */
final class SourceStream extends FilterInputStream {
  private @Nullable IOException thrown;

  SourceStream(InputStream source) {
    super(source);
  }

  @Override
  public int read() throws IOException {
    try {
      return in.read();
    } catch (IOException e) {
      thrown = e;
      throw e;
    }
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      return in.read(target, offset, length);
    } catch (IOException e) {
      thrown = e;
      throw e;
    }
  }

  /** Leaves the source open: it is its owner's. */
  @Override
  public void close() {}

  /** Whether it was this very exception. */
  @SuppressWarnings("ReferenceEquality") // an equal one may be somebody else's
  boolean threw(IOException e) {
    return thrown == e;
  }
}
