package io.glance.common.testing;

import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.common.image.ImageStatus;
import io.glance.common.image.Visibility;
import io.glance.common.registryapi.StoredData;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An image whose parts are said one by one; what is not said is usual, or as the image it began
 * with.
 */
public final class TestingImage {
  private String id = UUID.randomUUID().toString();
  private @Nullable String name = "an image";
  private ImageStatus status = ImageStatus.QUEUED;
  private Visibility visibility = Visibility.SHARED;
  private boolean isProtected;
  private boolean hidden;
  private @Nullable String owner = "acme";
  private @Nullable String diskFormat = "raw";
  private @Nullable String containerFormat = "bare";
  private @Nullable Long size;
  private @Nullable Long virtualSize;
  private @Nullable String checksum;
  private @Nullable String hashAlgorithm;
  private @Nullable String hashValue;
  private int minDisk;
  private int minRam;
  private Instant createdAt = Instant.EPOCH;
  private Instant updatedAt = Instant.EPOCH;
  private @Nullable Instant deletedAt;
  private Map<String, @Nullable String> properties = Map.of();
  private List<String> tags = List.of();
  private List<ImageLocation> locations = List.of();

  private TestingImage() {}

  /** Queued, shared, of {@code acme}, raw and bare, without data, properties or tags. */
  public static TestingImage queued() {
    return new TestingImage();
  }

  public static TestingImage like(Image image) {
    TestingImage like = new TestingImage();
    like.id = image.id();
    like.name = image.name();
    like.status = image.status();
    like.visibility = image.visibility();
    like.isProtected = image.isProtected();
    like.hidden = image.isHidden();
    like.owner = image.owner();
    like.diskFormat = image.diskFormat();
    like.containerFormat = image.containerFormat();
    like.size = image.size();
    like.virtualSize = image.virtualSize();
    like.checksum = image.checksum();
    like.hashAlgorithm = image.hashAlgorithm();
    like.hashValue = image.hashValue();
    like.minDisk = image.minDisk();
    like.minRam = image.minRam();
    like.createdAt = image.createdAt();
    like.updatedAt = image.updatedAt();
    like.deletedAt = image.deletedAt();
    like.properties = image.properties();
    like.tags = image.tags();
    like.locations = image.locations();
    return like;
  }

  public TestingImage id(String value) {
    id = value;
    return this;
  }

  public TestingImage name(@Nullable String value) {
    name = value;
    return this;
  }

  public TestingImage status(ImageStatus value) {
    status = value;
    return this;
  }

  public TestingImage visibility(Visibility value) {
    visibility = value;
    return this;
  }

  public TestingImage isProtected(boolean value) {
    isProtected = value;
    return this;
  }

  public TestingImage hidden(boolean value) {
    hidden = value;
    return this;
  }

  public TestingImage owner(@Nullable String value) {
    owner = value;
    return this;
  }

  public TestingImage formats(@Nullable String disk, @Nullable String container) {
    diskFormat = disk;
    containerFormat = container;
    return this;
  }

  /** Bytes. */
  public TestingImage size(@Nullable Long value) {
    size = value;
    return this;
  }

  /** Bytes. */
  public TestingImage virtualSize(@Nullable Long value) {
    virtualSize = value;
    return this;
  }

  public TestingImage checksum(@Nullable String value) {
    checksum = value;
    return this;
  }

  public TestingImage hash(@Nullable String algorithm, @Nullable String value) {
    hashAlgorithm = algorithm;
    hashValue = value;
    return this;
  }

  /** GiB and MiB. */
  public TestingImage minimum(int disk, int ram) {
    minDisk = disk;
    minRam = ram;
    return this;
  }

  public TestingImage times(Instant created, Instant updated) {
    createdAt = created;
    updatedAt = updated;
    return this;
  }

  public TestingImage properties(Map<String, @Nullable String> value) {
    properties = value;
    return this;
  }

  public TestingImage tags(String... value) {
    return tags(List.of(value));
  }

  public TestingImage tags(List<String> value) {
    tags = value;
    return this;
  }

  public TestingImage locations(List<ImageLocation> value) {
    locations = value;
    return this;
  }

  /** One location for each. */
  public TestingImage at(String... urls) {
    return locations(
        List.of(urls).stream().map(url -> new ImageLocation(0, url, Map.of())).toList());
  }

  /** Active, with what was stored. */
  public TestingImage holding(StoredData data) {
    return status(ImageStatus.ACTIVE)
        .size(data.size())
        .virtualSize(data.virtualSize())
        .checksum(data.checksum())
        .hash(data.hashAlgorithm(), data.hashValue())
        .locations(List.of(new ImageLocation(1, data.url(), data.metadata())));
  }

  @SuppressWarnings("NullAway") // javac loses the @Nullable in the type of a record's parameter
  public Image image() {
    return new Image(
        id,
        name,
        status,
        visibility,
        isProtected,
        hidden,
        owner,
        diskFormat,
        containerFormat,
        size,
        virtualSize,
        checksum,
        hashAlgorithm,
        hashValue,
        minDisk,
        minRam,
        createdAt,
        updatedAt,
        deletedAt,
        properties,
        tags,
        locations);
  }
}
