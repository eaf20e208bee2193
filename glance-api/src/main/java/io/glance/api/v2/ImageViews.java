package io.glance.api.v2;

import io.glance.api.imagedata.ImagePlaces;
import io.glance.api.schema.ImageSchema;
import io.glance.common.image.Image;
import java.util.List;
import org.springframework.stereotype.Component;

/** Shows images as this site does. */
@Component
final class ImageViews {
  private final ImageSchema schema;
  private final ImagePlaces places;

  ImageViews(ImageSchema schema, ImagePlaces places) {
    this.schema = schema;
    this.places = places;
  }

  ImageView of(Image image) {
    return new ImageView(image, places.storesOf(image), schema);
  }

  List<ImageView> of(List<Image> images) {
    return images.stream().map(this::of).toList();
  }
}
