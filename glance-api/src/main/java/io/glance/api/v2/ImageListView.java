package io.glance.api.v2;

import io.glance.api.schema.ImageSchema;
import io.glance.common.image.Image;
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
record ImageListView(
    List<Image> images, String first, @Nullable String next, ImageSchema imageSchema) {

  ImageListView {
    images = List.copyOf(images);
  }

  static final class Writer extends ValueSerializer<ImageListView> {
    @Override
    public void serialize(ImageListView list, JsonGenerator json, SerializationContext context) {
      json.writeStartObject();
      json.writeArrayPropertyStart("images");
      for (Image image : list.images) {
        new ImageView(image, list.imageSchema).write(json);
      }
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
