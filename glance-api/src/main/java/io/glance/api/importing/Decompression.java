package io.glance.api.importing;

import io.glance.store.OpenImage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decompresses images while they are read, so that no file is needed, and no memory that grows with
 * the data. What comes out is counted where all image bytes are.
 *
 * <p>Source: glance/async_/flows/plugins/image_decompression.py.
 */
@Component
final class Decompression implements ImportPlugin {
  private static final String COMPRESSED = "compressed";

  private final DecoderMemory memory;

  Decompression(DecoderMemory memory) {
    this.memory = memory;
  }

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
    return new Prepared(prepared.image(), new Decompressed(prepared.origin(), progress, memory));
  }

  private record Decompressed(Origin source, Progress progress, DecoderMemory memory)
      implements Origin {

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
      data.mark(Compression.LONGEST_MAGIC);
      byte[] beginning = data.readNBytes(Compression.LONGEST_MAGIC);
      data.reset();
      @Nullable Compression compression = Compression.find(beginning).orElse(null);
      if (compression == null) {
        return new OpenImage(data, open.length(), open.file(), open.fileOffset());
      }
      DecodedStream decoded = new DecodedStream(guarded, () -> compression.decode(data, memory));
      return OpenImage.of(decoded, -1);
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }
}
