package io.glance.api.importing;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** How image data may be compressed, known by how they begin. */
enum Compression {
  GZIP(0, "1f8b08"),
  ZIP(0, "504b0304"),
  /** The level is between its name and the number that each block begins with. */
  BZIP2(4, "314159265359") {
    @Override
    boolean isOf(byte[] beginning) {
      return super.isOf(beginning) && beginning[0] == 'B' && beginning[1] == 'Z';
    }
  },
  XZ(0, "fd377a585a00"),
  ZSTD(0, "28b52ffd"),
  /** Known, as in the original, but there is no library for it that anybody looks after. */
  LHA(2, "2d6c68");

  /** Bytes that are needed to tell. */
  static final int LONGEST_MAGIC = 10;

  private static final int KIBIBYTE = 1024;

  /** The largest window that {@code zstd -d} accepts without being asked to, 128 MiB. */
  private static final int ZSTD_WINDOW_BITS = 27;

  private final int offset;
  private final String magic;

  Compression(int offset, String magic) {
    this.offset = offset;
    this.magic = magic;
  }

  boolean isOf(byte[] beginning) {
    int end = offset + magic.length() / 2;
    return beginning.length >= end
        && HexFormat.of().formatHex(beginning, offset, end).equals(magic);
  }

  /** How data are compressed that begin so. */
  static Optional<Compression> find(byte[] beginning) {
    return Arrays.stream(values()).filter(one -> one.isOf(beginning)).findFirst();
  }

  /**
   * Begins to decompress. Closing the result closes {@code data}.
   *
   * @throws ImportFailure if this cannot be decompressed at all
   */
  InputStream decode(InputStream data, DecoderMemory memory) throws IOException {
    return switch (this) {
      case GZIP -> new GzipMembers(data);
      case ZIP -> new ZipMember(data);
      case BZIP2 -> new BZip2CompressorInputStream(data, true);
      case XZ ->
          memory.within(
              () -> new XZInputStream(data, (int) (DecoderMemory.OF_ONE / KIBIBYTE), true));
      case ZSTD -> memory.within(() -> zstd(data));
      case LHA -> throw new ImportFailure("No lhafile available.");
    };
  }

  private static InputStream zstd(InputStream data) throws IOException {
    ZstdInputStreamNoFinalizer decoded = new ZstdInputStreamNoFinalizer(data);
    decoded.setLongMax(ZSTD_WINDOW_BITS);
    return decoded;
  }
}
