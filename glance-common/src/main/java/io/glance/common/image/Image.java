package io.glance.common.image;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An image: what is known of it, not its bytes.
 *
 * @param size bytes, absent until data is stored
 * @param virtualSize bytes of the disk that the data describes, absent if unknown
 * @param minDisk GiB
 * @param minRam MiB
 * @param deletedAt absent unless it is deleted
 * @param properties additional properties, in the order of their rows; a value may be null
 * @param locations active ones only, in the order of their rows
 */
public record Image(
    String id,
    @Nullable String name,
    ImageStatus status,
    Visibility visibility,
    boolean isProtected,
    boolean isHidden,
    @Nullable String owner,
    @Nullable String diskFormat,
    @Nullable String containerFormat,
    @Nullable Long size,
    @Nullable Long virtualSize,
    @Nullable String checksum,
    @Nullable String hashAlgorithm,
    @Nullable String hashValue,
    int minDisk,
    int minRam,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant deletedAt,
    Map<String, @Nullable String> properties,
    List<String> tags,
    List<ImageLocation> locations) {

  public Image {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    tags = Collections.unmodifiableList(new ArrayList<>(tags));
    locations = Collections.unmodifiableList(new ArrayList<>(locations));
  }

  /** An image that is not deleted. */
  @SuppressWarnings("NullAway") // javac loses the @Nullable in the type of a record's parameter
  public Image(
      String id,
      @Nullable String name,
      ImageStatus status,
      Visibility visibility,
      boolean isProtected,
      boolean isHidden,
      @Nullable String owner,
      @Nullable String diskFormat,
      @Nullable String containerFormat,
      @Nullable Long size,
      @Nullable Long virtualSize,
      @Nullable String checksum,
      @Nullable String hashAlgorithm,
      @Nullable String hashValue,
      int minDisk,
      int minRam,
      Instant createdAt,
      Instant updatedAt,
      Map<String, @Nullable String> properties,
      List<String> tags,
      List<ImageLocation> locations) {
    this(
        id,
        name,
        status,
        visibility,
        isProtected,
        isHidden,
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
        null,
        properties,
        tags,
        locations);
  }

  /** The same image, but in other formats. */
  @SuppressWarnings("NullAway") // javac loses the @Nullable in the type of a record's parameter
  public Image withFormats(@Nullable String disk, @Nullable String container) {
    return new Image(
        id,
        name,
        status,
        visibility,
        isProtected,
        isHidden,
        owner,
        disk,
        container,
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

  /** The same image, but with other data, or other words about data that it does not have yet. */
  @SuppressWarnings("NullAway") // javac loses the @Nullable in the type of a record's parameter
  public Image withData(@Nullable Long bytes, @Nullable Long virtualBytes, @Nullable String md5) {
    return new Image(
        id,
        name,
        status,
        visibility,
        isProtected,
        isHidden,
        owner,
        diskFormat,
        containerFormat,
        bytes,
        virtualBytes,
        md5,
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

  /** For those who keep it for long: properties may be large. */
  public Image withOnlyProperties(Set<String> names) {
    Map<String, @Nullable String> some = new LinkedHashMap<>(properties);
    some.keySet().retainAll(names);
    return withProperties(some);
  }

  /** The same image, with other properties. */
  @SuppressWarnings("NullAway") // javac loses the @Nullable in the type of a record's parameter
  public Image withProperties(Map<String, @Nullable String> properties) {
    return new Image(
        id,
        name,
        status,
        visibility,
        isProtected,
        isHidden,
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
