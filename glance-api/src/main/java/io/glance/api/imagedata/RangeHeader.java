package io.glance.api.imagedata;

import io.glance.common.error.GlanceException;
import io.glance.store.ByteRange;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of an image that a request asks for: by {@code Range}, or by {@code Content-Range},
 * which old clients send by mistake.
 *
 * <p>What follows a readable range is ignored, as the original does. Unlike there, {@code bytes=-}
 * and {@code bytes *}{@code /*} are refused instead of breaking the connection, an end past the
 * image is cut off also in a {@code Content-Range} that states a total, and every part of an empty
 * image is refused.
 *
 * <p>Source: glance/common/wsgi.py, Request.get_range_from_request; webob/byterange.py.
 *
 * @param range value of {@code Range}, which wins
 * @param contentRange value of {@code Content-Range}
 */
public record RangeHeader(@Nullable String range, @Nullable String contentRange) {
  private static final Pattern RANGE =
      Pattern.compile("bytes *= *(\\d*) *- *(\\d*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (?:(\\d+)-(\\d+)|[*])/(?:(\\d+)|[*])");

  /**
   * The bytes asked for, all of them within the image; empty if the request does not ask for a
   * part.
   *
   * @param size bytes of the image
   * @throws GlanceException.Invalid if it asks for several ranges
   * @throws GlanceException.RangeNotSatisfiable if it makes no sense or the image has no such bytes
   */
  public Optional<ByteRange> of(long size) {
    if (range != null) {
      return Optional.of(ofRange(range, size));
    }
    if (contentRange != null) {
      return Optional.of(ofContentRange(contentRange, size));
    }
    return Optional.empty();
  }

  private static ByteRange ofRange(String value, long size) {
    if (value.indexOf(',') >= 0) {
      throw new GlanceException.Invalid(
          "Requests with multiple ranges are not supported in Glance. You may make multiple"
              + " single-range requests instead.");
    }
    Matcher matcher = RANGE.matcher(value);
    if (!matcher.lookingAt() || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
      throw refused("Invalid Range header.");
    }
    if (matcher.group(1).isEmpty()) {
      return lastBytes(number(matcher.group(2)), size);
    }
    BigInteger first = number(matcher.group(1));
    BigInteger last = matcher.group(2).isEmpty() ? null : number(matcher.group(2));
    if (last != null && first.compareTo(last) > 0) {
      throw refused("Invalid Range header.");
    }
    requireStartWithin(first, size, "Range");
    return between(first, last, size);
  }

  /** Zero bytes from the end are taken to be all. */
  private static ByteRange lastBytes(BigInteger count, long size) {
    if (size == 0) {
      throw badStart("Range", size);
    }
    if (count.signum() == 0 || count.compareTo(BigInteger.valueOf(size)) >= 0) {
      return new ByteRange(0, size);
    }
    return new ByteRange(size - count.longValueExact(), count.longValueExact());
  }

  private static ByteRange ofContentRange(String value, long size) {
    Matcher matcher = CONTENT_RANGE.matcher(value);
    if (!matcher.lookingAt() || matcher.group(1) == null) {
      throw refused("Invalid Content-Range header.");
    }
    BigInteger first = number(matcher.group(1));
    BigInteger last = number(matcher.group(2));
    @Nullable BigInteger total = matcher.group(3) == null ? null : number(matcher.group(3));
    if (first.compareTo(last) > 0 || (total != null && last.compareTo(total) >= 0)) {
      throw refused("Invalid Content-Range header.");
    }
    if (total == null && last.compareTo(BigInteger.valueOf(size)) >= 0) {
      throw refused(
          "Invalid stop position in Content-Range header. The stop position MUST be in the"
              + " inclusive range [0, %d].".formatted(size - 1));
    }
    requireStartWithin(first, size, "Content-Range");
    return between(first, last, size);
  }

  private static void requireStartWithin(BigInteger first, long size, String header) {
    if (first.compareTo(BigInteger.valueOf(size)) >= 0) {
      throw badStart(header, size);
    }
  }

  private static ByteRange between(BigInteger first, @Nullable BigInteger last, long size) {
    long offset = first.longValueExact();
    BigInteger end = BigInteger.valueOf(size - 1);
    long stop = last == null ? size - 1 : last.min(end).longValueExact();
    return new ByteRange(offset, stop - offset + 1);
  }

  private static BigInteger number(String digits) {
    return new BigInteger(digits);
  }

  private static GlanceException badStart(String header, long size) {
    return refused(
        "Invalid start position in %s header. Start position MUST be in the inclusive range [0, %d]."
            .formatted(header, size - 1));
  }

  private static GlanceException refused(String detail) {
    return new GlanceException.RangeNotSatisfiable(null, detail);
  }
}
