package io.glance.api.importing;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * What gzip data hold: all members, one after the other, each checked against its digest.
 *
 * <p>Needs the same memory whatever the data are, where others keep the name of a member however
 * long it is, and takes nothing for the end that is not, as the JDK does with a broken second
 * member. Zeros may follow a member, as in the original. For one thread. Closes the data's stream.
 *
 * <p>Source: RFC 1952.
 */
final class GzipMembers extends InputStream {
  private static final int HEADER_CRC = 0x02;
  private static final int EXTRA = 0x04;
  private static final int NAME = 0x08;
  private static final int COMMENT = 0x10;
  private static final int UNKNOWN = 0xe0;
  private static final int TIME_SYSTEM_AND_KIND = 6;
  private static final long LOW_WORD = 0xffff_ffffL;

  private final InputStream source;
  private final byte[] buffer = new byte[64 * 1024];
  private final Inflater inflater = new Inflater(true);
  private final CRC32 digest = new CRC32();
  private int next;
  private int end;
  private boolean inMember;
  private boolean isOver;
  private boolean isFirst = true;

  /**
   * @param source data from the first byte of a member on
   */
  GzipMembers(InputStream source) {
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /**
   * @throws ZipException if these are no gzip data
   * @throws EOFException if they end within a member
   */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!isOver) {
      if (!inMember && !begin()) {
        isOver = true;
        break;
      }
      int got = inflate(target, offset, length);
      if (got > 0) {
        digest.update(target, offset, got);
        return got;
      }
    }
    return -1;
  }

  private int inflate(byte[] target, int offset, int length) throws IOException {
    try {
      int got = inflater.inflate(target, offset, length);
      next = end - inflater.getRemaining();
      if (got == 0 && inflater.finished()) {
        finish();
      } else if (got == 0 && inflater.needsDictionary()) {
        throw new ZipException("a dictionary is needed");
      } else if (got == 0) {
        fill();
        inflater.setInput(buffer, next, end - next);
      }
      return got;
    } catch (DataFormatException e) {
      throw new ZipException(String.valueOf(e.getMessage()));
    }
  }

  /** Whether there is one more member. */
  private boolean begin() throws IOException {
    int first = nextOrEnd();
    while (first == 0 && !isFirst) {
      first = nextOrEnd();
    }
    if (first < 0 && !isFirst) {
      return false;
    }
    if (first != 0x1f || nextByte() != 0x8b || nextByte() != 8) {
      throw new ZipException("not in gzip format");
    }
    skipRestOfHeader();
    isFirst = false;
    inMember = true;
    digest.reset();
    inflater.reset();
    inflater.setInput(buffer, next, end - next);
    return true;
  }

  private void skipRestOfHeader() throws IOException {
    int flags = nextByte();
    if ((flags & UNKNOWN) != 0) {
      throw new ZipException("unknown flags");
    }
    skip(TIME_SYSTEM_AND_KIND);
    if ((flags & EXTRA) != 0) {
      skip(nextByte() | nextByte() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      skip(2);
    }
  }

  private void finish() throws IOException {
    long expectedDigest = nextWord();
    long expectedSize = nextWord();
    if (expectedDigest != digest.getValue()) {
      throw new ZipException("wrong digest");
    }
    if (expectedSize != (inflater.getBytesWritten() & LOW_WORD)) {
      throw new ZipException("wrong size");
    }
    inMember = false;
  }

  private long nextWord() throws IOException {
    long low = nextByte() | nextByte() << 8;
    long high = nextByte() | nextByte() << 8;
    return low | high << 16;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      nextByte();
    }
  }

  private void skipText() throws IOException {
    int character;
    do {
      character = nextByte();
    } while (character != 0);
  }

  private int nextByte() throws IOException {
    int found = nextOrEnd();
    if (found < 0) {
      throw new EOFException("ends within a member");
    }
    return found;
  }

  private int nextOrEnd() throws IOException {
    if (next == end) {
      next = 0;
      end = Math.max(0, source.read(buffer, 0, buffer.length));
      if (end == 0) {
        return -1;
      }
    }
    int found = buffer[next] & 0xff;
    next++;
    return found;
  }

  private void fill() throws IOException {
    if (nextOrEnd() < 0) {
      throw new EOFException("ends within a member");
    }
    next--;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    source.close();
  }
}
