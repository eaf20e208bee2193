package io.glance.api.imagedata;

import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.common.image.ImageStatus;
import io.glance.common.image.Visibility;
import io.glance.common.registryapi.StoredData;
import io.glance.common.testing.TestingImage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Images to test with. */
final class Images {

  private Images() {}

  static Image queued() {
    return TestingImage.queued().image();
  }

  static Image withFormats(@Nullable String disk, @Nullable String container) {
    return TestingImage.queued().formats(disk, container).image();
  }

  static Image withProperties(Map<String, @Nullable String> properties) {
    return TestingImage.queued().properties(properties).image();
  }

  static Image tagged(Image image, List<String> tags) {
    return TestingImage.like(image).tags(tags).image();
  }

  static Image with(Image image, ImageStatus status) {
    return TestingImage.like(image).status(status).image();
  }

  static Image at(Image image, long size, String... urls) {
    return TestingImage.like(image).status(ImageStatus.ACTIVE).size(size).at(urls).image();
  }

  static Image at(Image image, List<ImageLocation> locations) {
    return TestingImage.like(image).locations(locations).image();
  }

  static Image visible(Image image, Visibility visibility) {
    return TestingImage.like(image).visibility(visibility).image();
  }

  static Image withData(Image image, StoredData data) {
    return TestingImage.like(image).holding(data).image();
  }
}
