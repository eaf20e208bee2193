package io.glance.api.importing;

import io.glance.api.imagedata.UploadBody;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Data that a step of an import reads before it has anything to hand on: no more than an image may
 * have, and no longer than the import goes on. Knows afterwards whether it failed itself, or only
 * what was made of it. For one thread.
 */
final class GuardedStream extends FilterInputStream {
  private final InputStream source;
  private @Nullable IOException failure;

  GuardedStream(InputStream source, Progress progress) {
    super(progress.guard(source));
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      return in.read(target, offset, length);
    } catch (UploadBody.CutOff e) {
      failure = e.clientFailure();
      throw failure;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** Why these data ended early, absent if they did not. */
  @Nullable IOException failure() {
    return failure;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
