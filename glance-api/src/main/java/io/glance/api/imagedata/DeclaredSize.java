package io.glance.api.imagedata;

import io.glance.common.error.GlanceException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes an upload says it has.
 *
 * <p>Source: glance/api/v2/image_data.py, RequestDeserializer._get_image_size; a negative size,
 * which the original refuses once it has read the data, is refused here at once.
 */
public final class DeclaredSize {
  /** Nothing is known of the size. */
  public static final long UNKNOWN = -1;

  /** What Python's {@code int} reads. */
  private static final Pattern NUMBER = Pattern.compile("\\s*\\+?(\\d+(?:_\\d+)*)\\s*");

  private DeclaredSize() {}

  /**
   * Bytes, or {@link #UNKNOWN}; a size of 0 says nothing, as ever.
   *
   * @param header value of {@code x-openstack-image-size}, which wins
   * @param contentLength bytes, or -1 if the request does not say
   * @throws GlanceException.Invalid if the header is no size
   */
  public static long of(@Nullable String header, long contentLength) {
    long size = header == null ? contentLength : parsed(header);
    return size == 0 ? UNKNOWN : size;
  }

  private static long parsed(String header) {
    var matcher = NUMBER.matcher(header);
    if (!matcher.matches()) {
      throw refused();
    }
    try {
      return Long.parseLong(matcher.group(1).replace("_", ""));
    } catch (NumberFormatException _) {
      throw refused();
    }
  }

  private static GlanceException refused() {
    return new GlanceException.Invalid("Invalid or missing image size in request headers.");
  }
}
