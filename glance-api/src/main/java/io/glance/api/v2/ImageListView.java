package io.glance.api.v2;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * A page of images with the addresses of other pages.
 *
 * @param next absent on the last page
 */
@JsonSerialize(using = ImageListView.Writer.class)
record ImageListView(List<ImageView> images, String first, @Nullable String next) {

  ImageListView {
    images = List.copyOf(images);
  }

  static final class Writer extends ValueSerializer<ImageListView> {
    @Override
    public void serialize(ImageListView list, JsonGenerator json, SerializationContext context) {
      json.writeStartObject();
      json.writeArrayPropertyStart("images");
      list.images.forEach(image -> image.write(json));
      json.writeEndArray();
      json.writeStringProperty("first", list.first);
      json.writeStringProperty("schema", "/v2/schemas/images");
      if (list.next != null) {
        json.writeStringProperty("next", list.next);
      }
      json.writeEndObject();
    }
  }
}
