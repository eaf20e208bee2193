package io.glance.api.imagedata;

import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.common.image.ImageStatus;
import io.glance.common.image.Visibility;
import io.glance.common.registryapi.StoredData;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Images to test with. */
final class Images {

  private Images() {}

  static Image queued() {
    return withFormats("raw", "bare");
  }

  static Image withFormats(@Nullable String disk, @Nullable String container) {
    return with(disk, container, Map.of());
  }

  static Image withProperties(Map<String, String> properties) {
    return with("raw", "bare", properties);
  }

  private static Image with(
      @Nullable String disk, @Nullable String container, Map<String, String> properties) {
    return new Image(
        UUID.randomUUID().toString(),
        "an image",
        ImageStatus.QUEUED,
        Visibility.SHARED,
        false,
        false,
        "acme",
        disk,
        container,
        null,
        null,
        null,
        null,
        null,
        0,
        0,
        Instant.EPOCH,
        Instant.EPOCH,
        properties,
        List.of(),
        List.of());
  }

  @SuppressWarnings("NullAway") // javac loses the @Nullable in the type of a record's parameter
  static Image tagged(Image image, List<String> tags) {
    return new Image(
        image.id(),
        image.name(),
        image.status(),
        image.visibility(),
        image.isProtected(),
        image.isHidden(),
        image.owner(),
        image.diskFormat(),
        image.containerFormat(),
        image.size(),
        image.virtualSize(),
        image.checksum(),
        image.hashAlgorithm(),
        image.hashValue(),
        image.minDisk(),
        image.minRam(),
        image.createdAt(),
        image.updatedAt(),
        image.properties(),
        tags,
        image.locations());
  }

  static Image with(Image image, ImageStatus status) {
    return copy(image, status, image.size(), image.checksum(), image.locations());
  }

  static Image at(Image image, long size, String... urls) {
    List<ImageLocation> locations =
        Stream.of(urls).map(url -> new ImageLocation(0, url, Map.of())).toList();
    return copy(image, ImageStatus.ACTIVE, size, image.checksum(), locations);
  }

  static Image at(Image image, List<ImageLocation> locations) {
    return copy(image, image.status(), image.size(), image.checksum(), locations);
  }

  static Image visible(Image image, Visibility visibility) {
    return new Image(
        image.id(),
        image.name(),
        image.status(),
        visibility,
        image.isProtected(),
        image.isHidden(),
        image.owner(),
        image.diskFormat(),
        image.containerFormat(),
        image.size(),
        image.virtualSize(),
        image.checksum(),
        image.hashAlgorithm(),
        image.hashValue(),
        image.minDisk(),
        image.minRam(),
        image.createdAt(),
        image.updatedAt(),
        image.properties(),
        image.tags(),
        image.locations());
  }

  static Image withData(Image image, StoredData data) {
    Image active =
        copy(
            image,
            ImageStatus.ACTIVE,
            data.size(),
            data.checksum(),
            List.of(new ImageLocation(1, data.url(), data.metadata())));
    return hashed(active, data);
  }

  private static Image copy(
      Image image,
      ImageStatus status,
      @Nullable Long size,
      @Nullable String checksum,
      List<ImageLocation> locations) {
    return new Image(
        image.id(),
        image.name(),
        status,
        image.visibility(),
        image.isProtected(),
        image.isHidden(),
        image.owner(),
        image.diskFormat(),
        image.containerFormat(),
        size,
        image.virtualSize(),
        checksum,
        image.hashAlgorithm(),
        image.hashValue(),
        image.minDisk(),
        image.minRam(),
        image.createdAt(),
        image.updatedAt(),
        image.properties(),
        image.tags(),
        locations);
  }

  private static Image hashed(Image image, StoredData data) {
    return new Image(
        image.id(),
        image.name(),
        image.status(),
        image.visibility(),
        image.isProtected(),
        image.isHidden(),
        image.owner(),
        image.diskFormat(),
        image.containerFormat(),
        image.size(),
        data.virtualSize(),
        image.checksum(),
        data.hashAlgorithm(),
        data.hashValue(),
        image.minDisk(),
        image.minRam(),
        image.createdAt(),
        image.updatedAt(),
        image.properties(),
        image.tags(),
        image.locations());
  }
}
