package io.glance.api.v2;

import io.glance.api.imagedata.ImagePlaces;
import io.glance.api.location.LocationProperties;
import io.glance.api.schema.ImageSchema;
import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows images as this site does. */
@Component
final class ImageViews {
  private final ImageSchema schema;
  private final ImagePlaces places;
  private final LocationProperties locations;

  ImageViews(ImageSchema schema, ImagePlaces places, LocationProperties locations) {
    this.schema = schema;
    this.places = places;
    this.locations = locations;
  }

  ImageView of(Image image) {
    return new ImageView(image, places.storesOf(image), shown(image), schema);
  }

  private ImageView.Shown shown(Image image) {
    @Nullable List<ImageLocation> all =
        locations.showMultipleLocations() ? places.withStores(image) : null;
    @Nullable String direct =
        locations.showImageDirectUrl() && !image.locations().isEmpty()
            ? places.inOrder(image).getFirst().url()
            : null;
    return new ImageView.Shown(all, direct);
  }

  List<ImageView> of(List<Image> images) {
    return images.stream().map(this::of).toList();
  }
}
