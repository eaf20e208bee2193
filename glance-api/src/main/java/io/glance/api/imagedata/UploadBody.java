package io.glance.api.imagedata;

import io.glance.common.error.GlanceException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;

/**
 * The bytes that a client sends, as a store reads them: never more than the cap, and no longer than
 * the upload is this process's. What goes wrong here is told apart from what goes wrong in a store.
 *
 * <p>For one thread. Does not close the client's stream.
 */
public final class UploadBody extends InputStream {
  private final InputStream client;
  private final long cap;
  private final BooleanSupplier takenOver;
  private long count;

  /**
   * @param cap bytes at most
   * @param takenOver whether somebody else has begun to clean up after this upload
   */
  public UploadBody(InputStream client, long cap, BooleanSupplier takenOver) {
    this.client = client;
    this.cap = cap;
    this.takenOver = takenOver;
  }

  /**
   * @throws TooLarge as soon as there is a byte more than the cap
   * @throws CutOff if the client is gone or sends no proper body
   * @throws TakenOver if the upload is not this process's any more
   */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int got = readClient(target, offset, length);
    if (got > 0) {
      count += got;
    }
    if (count > cap) {
      throw new TooLarge();
    }
    if (takenOver.getAsBoolean()) {
      throw new TakenOver();
    }
    return got;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  private int readClient(byte[] target, int offset, int length) throws CutOff {
    try {
      return client.read(target, offset, length);
    } catch (IOException e) {
      throw new CutOff(e);
    }
  }

  public static final class TooLarge extends IOException {
    TooLarge() {
      super("The provided image is too large.");
    }
  }

  public static final class CutOff extends IOException {
    private final IOException clientFailure;

    CutOff(IOException clientFailure) {
      super(clientFailure);
      this.clientFailure = clientFailure;
    }

    /** As the client's stream threw it. */
    public IOException clientFailure() {
      return clientFailure;
    }
  }

  public static final class TakenOver extends IOException {
    private static final String WORDS =
        "The upload stood still for too long and was given up. Please try again.";

    TakenOver() {
      super(WORDS);
    }

    TakenOver(GlanceException.Conflict refusal) {
      super(WORDS, refusal);
    }
  }
}
