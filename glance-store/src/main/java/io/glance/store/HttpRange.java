package io.glance.store;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ranges of bytes as HTTP writes them, for stores that speak it. */
public final class HttpRange {
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (?<first>[0-9]{1,18})-(?<last>[0-9]{1,18})/(?:[0-9]+|\\*)");

  private HttpRange() {}

  /**
   * The value of {@code Range}. An empty range is asked for as its first byte, since HTTP cannot
   * say less.
   */
  public static String asked(ByteRange range) {
    long last = range.offset() + Math.max(1, range.length()) - 1;
    boolean open = range.length() == ByteRange.TO_THE_END || last < range.offset();
    return "bytes=%d-%s".formatted(range.offset(), open ? "" : last);
  }

  /**
   * What was sent.
   *
   * @param contentRange the value of {@code Content-Range}
   * @return empty if it says nothing that can be understood
   */
  public static Optional<ByteRange> sent(String contentRange) {
    Matcher parts = CONTENT_RANGE.matcher(contentRange);
    if (!parts.matches()) {
      return Optional.empty();
    }
    long first = Long.parseLong(parts.group("first"));
    long last = Long.parseLong(parts.group("last"));
    return last < first ? Optional.empty() : Optional.of(new ByteRange(first, last - first + 1));
  }
}
