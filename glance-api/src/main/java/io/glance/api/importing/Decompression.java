package io.glance.api.importing;

import io.glance.store.OpenImage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.springframework.stereotype.Component;

/**
 * Decompresses images while they are read, so that neither a file nor much memory is needed. What
 * comes out is counted where all image bytes are.
 *
 * <p>Source: glance/async_/flows/plugins/image_decompression.py.
 */
@Component
final class Decompression implements ImportPlugin {
  private static final String COMPRESSED = "compressed";
  private static final byte[] GZIP = {0x1f, (byte) 0x8b, 8};
  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final byte[] LHA = {'-', 'l', 'h'};
  private static final int LHA_OFFSET = 2;
  private static final int LONGEST_MAGIC = LHA_OFFSET + LHA.length;

  @Override
  public String name() {
    return "image_decompression";
  }

  @Override
  public boolean changesStagedBytes() {
    return false;
  }

  @Override
  public Prepared apply(Prepared prepared, Job job, Progress progress) {
    if (COMPRESSED.equals(prepared.image().containerFormat())) {
      return prepared;
    }
    return new Prepared(prepared.image(), new Decompressed(prepared.origin(), progress));
  }

  private record Decompressed(Origin source, Progress progress) implements Origin {

    @Override
    public OpenImage open() throws IOException {
      OpenImage open = source.open();
      try {
        return decompress(open);
      } catch (IOException | RuntimeException e) {
        open.close();
        throw e;
      }
    }

    private OpenImage decompress(OpenImage open) throws IOException {
      GuardedStream guarded = new GuardedStream(open.stream(), progress);
      InputStream data = new BufferedInputStream(guarded);
      data.mark(LONGEST_MAGIC);
      byte[] magic = data.readNBytes(LONGEST_MAGIC);
      data.reset();
      if (startsWith(magic, 0, GZIP)) {
        return decoded(guarded, () -> new GzipMembers(data));
      }
      if (startsWith(magic, 0, ZIP)) {
        return decoded(guarded, () -> new ZipMember(data));
      }
      if (startsWith(magic, LHA_OFFSET, LHA)) {
        throw new ImportFailure("No lhafile available.");
      }
      return new OpenImage(data, open.length(), open.file(), open.fileOffset());
    }

    private static OpenImage decoded(GuardedStream source, DecodedStream.Decoder decoder) {
      return OpenImage.of(new DecodedStream(source, decoder), -1);
    }

    private static boolean startsWith(byte[] data, int offset, byte[] magic) {
      int end = offset + magic.length;
      return data.length >= end && Arrays.equals(data, offset, end, magic, 0, magic.length);
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }
}
