package io.glance.store.http;

import io.glance.common.outbound.OutboundRequest;
import io.glance.common.outbound.OutboundResponse;
import io.glance.store.ByteRange;
import io.glance.store.OpenImage;
import io.glance.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of a file, from servers that know ranges and from those that do not. */
final class RangeOfFile {
  /** The answer to a range that begins where the file has ended. */
  static final int BEHIND_THE_END = 416;

  private static final int PARTIAL = 206;
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (?<first>[0-9]{1,18})-(?<last>[0-9]{1,18})/(?:[0-9]+|\\*)");

  private RangeOfFile() {}

  /** An empty range is asked for as its first byte, since HTTP cannot say less. */
  static OutboundRequest ask(OutboundRequest request, ByteRange range) {
    long last = range.offset() + Math.max(1, range.length()) - 1;
    boolean open = range.length() == ByteRange.TO_THE_END || last < range.offset();
    return request.withHeader("Range", "bytes=%d-%s".formatted(range.offset(), open ? "" : last));
  }

  /**
   * The caller closes the result, or the answer if this fails.
   *
   * @param response with the file, the range or another part of it
   */
  static OpenImage open(OutboundResponse response, ByteRange range) throws IOException {
    if (response.status() == BEHIND_THE_END) {
      response.close();
      return OpenImage.of(InputStream.nullInputStream(), 0);
    }
    if (response.status() == PARTIAL) {
      return partial(response, range);
    }
    if (range.isAll()) {
      return OpenImage.of(response.body(), response.length());
    }
    skip(response.body(), range.offset());
    long whole = response.length();
    return limited(response, range, whole < 0 ? whole : range.lengthIn(whole));
  }

  private static OpenImage partial(OutboundResponse response, ByteRange range)
      throws StoreException {
    Matcher sent = CONTENT_RANGE.matcher(response.header("content-range").orElse(""));
    if (range.isAll() || !sent.matches() || Long.parseLong(sent.group("first")) != range.offset()) {
      throw new StoreException.Unavailable("The server sent another part of the image.");
    }
    long end = Long.parseLong(sent.group("last")) + 1;
    return limited(response, range, range.lengthIn(end));
  }

  private static OpenImage limited(OutboundResponse response, ByteRange range, long length) {
    long asked = range.length() == ByteRange.TO_THE_END ? Long.MAX_VALUE : range.length();
    long most = length < 0 ? asked : length;
    return OpenImage.of(new LimitedStream(response.body(), most), length);
  }

  /** A file that ends before is read as nothing. */
  private static void skip(InputStream file, long bytes) throws IOException {
    long left = bytes;
    while (left > 0) {
      long skipped = file.skip(left);
      if (skipped == 0 && file.read() < 0) {
        return;
      }
      left -= Math.max(1, skipped);
    }
  }
}
