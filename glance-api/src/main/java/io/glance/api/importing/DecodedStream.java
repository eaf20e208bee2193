package io.glance.api.importing;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a decoder makes of data that anybody may have sent. Trouble of the data's source stays what
 * it is; whatever else the decoder stumbles over is a fault of the data. For one thread.
 */
final class DecodedStream extends InputStream {
  private final GuardedStream source;
  private final Decoder decoder;
  private @Nullable InputStream decoded;

  DecodedStream(GuardedStream source, Decoder decoder) {
    this.source = source;
    this.decoder = decoder;
  }

  /** Begins to decode. */
  interface Decoder {
    InputStream open() throws IOException;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /**
   * @throws ImportFailure if the data cannot be decoded
   */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      if (decoded == null) {
        decoded = decoder.open();
      }
      return decoded.read(target, offset, length);
    } catch (ImportFailure e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      if (source.failure() != null) {
        throw source.failure();
      }
      throw new ImportFailure(
          "The compressed data of the image are broken: %s".formatted(e.getMessage()), e);
    }
  }

  @Override
  public void close() throws IOException {
    if (decoded != null) {
      decoded.close();
    }
    source.close();
  }
}
