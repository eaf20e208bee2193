package io.glance.api.v1;

import io.glance.api.protection.PropertyAccess;
import io.glance.common.image.Image;
import io.glance.common.image.InternalProperties;
import io.glance.common.image.Visibility;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image as clients read it, wherever they do: its fields in their order, each a text, a number,
 * a boolean or nothing, and the properties that a caller may read. Where its bytes are is told
 * nobody.
 *
 * <p>Source: glance/registry/api/v1/images.py, make_image_dict; glance/api/v1/images.py,
 * redact_loc.
 */
record ShownImage(Map<String, @Nullable Object> fields, Map<String, @Nullable String> properties) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

  static ShownImage of(Image image, PropertyAccess access) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("id", image.id());
    fields.put("name", image.name());
    fields.put("disk_format", image.diskFormat());
    fields.put("container_format", image.containerFormat());
    fields.put("size", image.size() == null ? 0L : image.size());
    fields.put("virtual_size", image.virtualSize());
    fields.put("status", image.status().wireName());
    fields.put("is_public", image.visibility() == Visibility.PUBLIC);
    fields.put("checksum", image.checksum());
    fields.put("min_disk", image.minDisk());
    fields.put("min_ram", image.minRam());
    fields.put("owner", image.owner());
    fields.put("protected", image.isProtected());
    fields.put("created_at", TIME.format(image.createdAt()));
    fields.put("updated_at", TIME.format(image.updatedAt()));
    fields.put("deleted_at", time(image.deletedAt()));
    fields.put("deleted", image.deletedAt() != null);
    Map<String, @Nullable String> properties =
        new LinkedHashMap<String, @Nullable String>(access.readable(image.properties()));
    properties.keySet().removeIf(InternalProperties::isKnownToTheServiceOnly);
    return new ShownImage(fields, properties);
  }

  private static @Nullable String time(@Nullable Instant time) {
    return time == null ? null : TIME.format(time);
  }
}
