package io.glance.common.registryapi;

import io.glance.common.image.Visibility;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image to be registered; it starts {@code queued} unless it is said to be empty. Times and
 * empty lists are the registry's.
 *
 * @param properties additional properties; a value may be null
 * @param data what is said of its data
 */
public record NewImage(
    String id,
    @Nullable String name,
    Visibility visibility,
    boolean isProtected,
    boolean isHidden,
    @Nullable String owner,
    @Nullable String diskFormat,
    @Nullable String containerFormat,
    int minDisk,
    int minRam,
    Map<String, @Nullable String> properties,
    List<String> tags,
    DeclaredData data) {

  public NewImage {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    tags = List.copyOf(tags);
  }

  /** An image of whose data nothing is said. */
  @SuppressWarnings("NullAway") // javac loses the @Nullable in the type of a record's parameter
  public NewImage(
      String id,
      @Nullable String name,
      Visibility visibility,
      boolean isProtected,
      boolean isHidden,
      @Nullable String owner,
      @Nullable String diskFormat,
      @Nullable String containerFormat,
      int minDisk,
      int minRam,
      Map<String, @Nullable String> properties,
      List<String> tags) {
    this(
        id,
        name,
        visibility,
        isProtected,
        isHidden,
        owner,
        diskFormat,
        containerFormat,
        minDisk,
        minRam,
        properties,
        tags,
        DeclaredData.NOTHING);
  }
}
