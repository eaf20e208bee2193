package io.glance.api.v1;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Images in JSON. */
final class ImageBodies {
  private static final List<String> BRIEF =
      List.of("id", "name", "size", "disk_format", "container_format", "checksum");

  private ImageBodies() {}

  /** {@code {"image": {…}}}. */
  static Map<String, Object> one(ShownImage image) {
    return Map.of("image", detail(image));
  }

  /** {@code {"images": […]}} with all that is known of each. */
  static Map<String, Object> detailed(List<ShownImage> images) {
    return Map.of("images", images.stream().map(ImageBodies::detail).toList());
  }

  /** {@code {"images": […]}} with little of each. */
  static Map<String, Object> brief(List<ShownImage> images) {
    return Map.of("images", images.stream().map(ImageBodies::little).toList());
  }

  private static Map<String, @Nullable Object> detail(ShownImage image) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>(image.fields());
    members.put("properties", image.properties());
    return members;
  }

  private static Map<String, @Nullable Object> little(ShownImage image) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    BRIEF.forEach(field -> members.put(field, image.fields().get(field)));
    return members;
  }
}
