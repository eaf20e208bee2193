package io.glance.api.importing;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The only member of a zip archive, whatever it is called. For one thread. Closes the archive's
 * stream.
 */
final class ZipMember extends ZipInputStream {
  private static final byte[] MEMBER = {'P', 'K', 3, 4};
  private static final byte[] DIRECTORY = {'P', 'K', 1, 2};

  private boolean isOver;

  /**
   * @throws ImportFailure if the archive begins with a directory
   * @throws IOException if it does not begin with a member
   */
  ZipMember(InputStream archive) throws IOException {
    super(archive, StandardCharsets.ISO_8859_1);
    @Nullable ZipEntry member = getNextEntry();
    if (member == null) {
      throw new ZipException("no member");
    }
    if (member.isDirectory()) {
      throw new ImportFailure("Archive does not contain a file.");
    }
  }

  /**
   * @throws ImportFailure if there is a second member, which is not known before the end of the
   *     first
   * @throws ZipException if the archive is broken
   */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (isOver) {
      return -1;
    }
    int got = super.read(target, offset, length);
    if (got < 0) {
      requireNoOther();
      isOver = true;
    }
    return got;
  }

  private void requireNoOther() throws IOException {
    byte[] signature = in.readNBytes(MEMBER.length);
    if (signature.length < MEMBER.length) {
      throw new EOFException("ends without a directory");
    }
    if (Arrays.equals(signature, MEMBER)) {
      throw new ImportFailure("Archive contains more than one file.");
    }
    if (!Arrays.equals(signature, DIRECTORY)) {
      throw new ZipException("no directory follows the member");
    }
  }
}
