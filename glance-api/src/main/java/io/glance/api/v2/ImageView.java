package io.glance.api.v2;

import io.glance.api.protection.PropertyAccess;
import io.glance.api.schema.ImageSchema;
import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.common.image.InternalProperties;
import io.glance.common.time.OpenStackTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * An image as clients read it: additional properties first, then the image's own fields, in the
 * order of the original.
 *
 * <p>Source: glance/api/v2/images.py, ResponseSerializer._format_image.
 *
 * @param stores ids of the stores that have it; none where there is nothing to choose
 * @param shown where the bytes are, as far as this site tells
 * @param schema says which properties are shown, and which may be null
 * @param access which properties the caller may read
 */
@JsonSerialize(using = ImageView.Writer.class)
record ImageView(
    Image image, List<String> stores, Shown shown, ImageSchema schema, PropertyAccess access) {
  private static final Set<String> OWN_FIELDS =
      Set.of(
          "name",
          "disk_format",
          "container_format",
          "visibility",
          "size",
          "virtual_size",
          "status",
          "checksum",
          "protected",
          "min_ram",
          "min_disk",
          "owner",
          "os_hidden",
          "os_hash_algo",
          "os_hash_value",
          "id",
          "created_at",
          "updated_at",
          "tags",
          "self",
          "file",
          "schema");

  /**
   * @param locations absent where they are not shown
   * @param directUrl absent where it is not shown, or there is none
   */
  record Shown(@Nullable List<ImageLocation> locations, @Nullable String directUrl) {
    Shown {
      locations = locations == null ? null : List.copyOf(locations);
    }

    @Override
    public String toString() {
      return "Shown[***]";
    }
  }

  ImageView {
    stores = List.copyOf(stores);
  }

  /** The path of an image. */
  static String path(String id) {
    return "/v2/images/" + id;
  }

  void write(JsonGenerator json) {
    json.writeStartObject();
    image.properties().forEach((name, value) -> writeProperty(json, name, value));
    writeText(json, "name", image.name());
    writeText(json, "disk_format", image.diskFormat());
    writeText(json, "container_format", image.containerFormat());
    json.writeStringProperty("visibility", image.visibility().wireName());
    writeNumber(json, "size", image.size());
    writeNumber(json, "virtual_size", image.virtualSize());
    json.writeStringProperty("status", image.status().wireName());
    writeText(json, "checksum", image.checksum());
    json.writeBooleanProperty("protected", image.isProtected());
    json.writeNumberProperty("min_ram", image.minRam());
    json.writeNumberProperty("min_disk", image.minDisk());
    writeText(json, "owner", image.owner());
    json.writeBooleanProperty("os_hidden", image.isHidden());
    writeText(json, "os_hash_algo", image.hashAlgorithm());
    writeText(json, "os_hash_value", image.hashValue());
    json.writeStringProperty("id", image.id());
    json.writeStringProperty("created_at", OpenStackTime.format(image.createdAt()));
    json.writeStringProperty("updated_at", OpenStackTime.format(image.updatedAt()));
    writePlaces(json);
    writeTags(json, image.tags());
    String path = path(image.id());
    json.writeStringProperty("self", path);
    json.writeStringProperty("file", path + "/file");
    json.writeStringProperty("schema", "/v2/schemas/image");
    if (!stores.isEmpty()) {
      json.writeStringProperty("stores", String.join(",", stores));
    }
    json.writeEndObject();
  }

  private void writePlaces(JsonGenerator json) {
    if (shown.locations() != null) {
      json.writeArrayPropertyStart("locations");
      shown.locations().forEach(location -> json.writePOJO(LocationView.of(location)));
      json.writeEndArray();
    }
    if (shown.directUrl() != null) {
      json.writeStringProperty("direct_url", shown.directUrl());
    }
  }

  private void writeProperty(JsonGenerator json, String name, @Nullable String value) {
    boolean named = schema.names(name);
    boolean hidden = InternalProperties.isKnownToTheServiceOnly(name) || OWN_FIELDS.contains(name);
    if (hidden || !access.readable(name)) {
      return;
    }
    if (name.equals("stores") && !stores.isEmpty()) {
      return;
    }
    if (!named && !schema.allowsAdditional()) {
      return;
    }
    writeText(json, name, value == null && !named ? "" : value);
  }

  private static void writeText(JsonGenerator json, String name, @Nullable String value) {
    json.writeName(name);
    if (value == null) {
      json.writeNull();
    } else {
      json.writeString(value);
    }
  }

  private static void writeNumber(JsonGenerator json, String name, @Nullable Long value) {
    json.writeName(name);
    if (value == null) {
      json.writeNull();
    } else {
      json.writeNumber(value.longValue());
    }
  }

  private static void writeTags(JsonGenerator json, List<String> tags) {
    json.writeArrayPropertyStart("tags");
    tags.forEach(json::writeString);
    json.writeEndArray();
  }

  /** Lets Jackson write the view by itself. */
  static final class Writer extends ValueSerializer<ImageView> {
    @Override
    public void serialize(ImageView view, JsonGenerator json, SerializationContext context) {
      view.write(json);
    }
  }
}
