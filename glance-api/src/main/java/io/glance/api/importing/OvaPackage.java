package io.glance.api.importing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A tar that anybody may have made, read from its beginning. What describes its members may take no
 * more than a MiB for each of them and 8 MiB for all, and nothing is written anywhere. For one
 * thread.
 */
final class OvaPackage implements AutoCloseable {
  private static final int MOST_MEMBERS = 10_000;
  private static final long MOST_OF_A_HEADER = 1 << 20;
  private static final long MOST_OF_ALL_HEADERS = 8 << 20;
  private static final String UTF_8 = "UTF-8";

  private final Metered metered;
  private final TarArchiveInputStream tar;
  private long headersLeft = MOST_OF_ALL_HEADERS;

  /** Closes {@code data} when it is closed. */
  OvaPackage(InputStream data) {
    metered = new Metered(data);
    tar = new TarArchiveInputStream(metered, UTF_8);
  }

  /**
   * Goes to the next file whose name is wanted.
   *
   * @return its size in bytes, or -1 if there is none any more
   * @throws ImportFailure if this is no tar, or none that is to be read
   */
  long find(Predicate<String> wanted) throws IOException {
    try {
      for (int i = 0; i < MOST_MEMBERS; i++) {
        metered.allow(Long.MAX_VALUE);
        skipRest();
        long limit = Math.min(MOST_OF_A_HEADER, headersLeft);
        metered.allow(limit);
        @Nullable TarArchiveEntry member = tar.getNextEntry();
        headersLeft -= limit - metered.allowed;
        if (member == null) {
          return -1;
        }
        if (member.isFile() && !member.isSparse() && wanted.test(member.getName())) {
          metered.allow(Long.MAX_VALUE);
          return member.getSize();
        }
      }
    } catch (ImportFailure e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new ImportFailure("The package is no tar archive, or a broken one", e);
    }
    throw new ImportFailure("The package has too many members");
  }

  private void skipRest() throws IOException {
    if (tar.getCurrentEntry() != null) {
      long skipped;
      do {
        skipped = tar.skip(Long.MAX_VALUE);
      } while (skipped > 0);
    }
  }

  /** The bytes of the file that was found. */
  InputStream content() {
    return tar;
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }

  private static final class Metered extends FilterInputStream {
    private long allowed = MOST_OF_A_HEADER;

    Metered(InputStream in) {
      super(in);
    }

    void allow(long bytes) {
      allowed = bytes;
    }

    private long count(long got) throws ImportFailure {
      allowed -= Math.max(0, got);
      if (allowed < 0) {
        throw new ImportFailure("The package describes its members at too great a length");
      }
      return got;
    }

    @Override
    public int read() throws IOException {
      int found = in.read();
      count(found < 0 ? 0 : 1);
      return found;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return (int) count(in.read(target, offset, length));
    }

    @Override
    public long skip(long bytes) throws IOException {
      return in.skip(bytes);
    }
  }
}
