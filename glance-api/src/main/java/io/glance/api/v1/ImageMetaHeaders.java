package io.glance.api.v1;

import io.glance.common.error.GlanceException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/**
 * An image in the headers of an answer. What is nothing has no header.
 *
 * <p>Source: glance/common/utils.py, image_meta_to_http_headers; glance/api/v1/images.py,
 * ImageSerializer.
 */
final class ImageMetaHeaders {
  /** Bytes of all of them at most, so that there is room for the others of an answer. */
  private static final int MOST_BYTES = 60 * 1024;

  private static final int SEPARATORS = 4;

  private ImageMetaHeaders() {}

  /**
   * @throws GlanceException.LimitExceeded if the image has more properties than fit there
   */
  static void write(ShownImage image, HttpServletResponse response) {
    Map<String, String> headers = of(image);
    int bytes =
        headers.entrySet().stream()
            .mapToInt(one -> one.getKey().length() + one.getValue().length() + SEPARATORS)
            .sum();
    if (bytes > MOST_BYTES) {
      throw new GlanceException.LimitExceeded(
          "The properties of image %s do not fit the headers of an answer; the list of images and"
                  .formatted(image.fields().get("id"))
              + " API v2 show them.");
    }
    headers.forEach(response::setHeader);
    addETag(image, response);
  }

  private static Map<String, String> of(ShownImage image) {
    Map<String, String> headers = new LinkedHashMap<>();
    image
        .fields()
        .forEach((field, value) -> {
          if (value != null) {
            headers.put("x-image-meta-" + field, HeaderText.encode(text(value)));
          }
        });
    image
        .properties()
        .forEach((name, value) -> {
          if (value != null) {
            String key = HeaderText.encodeName(name.toLowerCase(Locale.ROOT));
            headers.put("x-image-meta-property-" + key, HeaderText.encode(value));
          }
        });
    return headers;
  }

  private static String text(Object value) {
    return value instanceof Boolean flag ? Booleans.text(flag) : value.toString();
  }

  /** The checksum, without the quotes that the standard wants. */
  static void addETag(ShownImage image, HttpServletResponse response) {
    if (image.fields().get("checksum") instanceof String checksum) {
      response.setHeader(HttpHeaders.ETAG, HeaderText.encode(checksum));
    }
  }
}
