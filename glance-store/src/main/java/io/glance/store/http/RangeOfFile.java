package io.glance.store.http;

import io.glance.common.outbound.OutboundRequest;
import io.glance.common.outbound.OutboundResponse;
import io.glance.store.ByteRange;
import io.glance.store.HttpRange;
import io.glance.store.OpenImage;
import io.glance.store.StoreException;
import java.io.IOException;
import java.io.InputStream;

/** A part of a file, from servers that know ranges and from those that do not. */
final class RangeOfFile {
  /** The answer to a range that begins where the file has ended. */
  static final int BEHIND_THE_END = 416;

  private static final int PARTIAL = 206;

  private RangeOfFile() {}

  static OutboundRequest ask(OutboundRequest request, ByteRange range) {
    return request.withHeader("Range", HttpRange.asked(range));
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
    ByteRange sent =
        HttpRange.sent(response.header("content-range").orElse(""))
            .filter(part -> !range.isAll() && part.offset() == range.offset())
            .orElseThrow(
                () -> new StoreException.Unavailable("The server sent another part of the image."));
    return limited(response, range, range.lengthIn(sent.offset() + sent.length()));
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
