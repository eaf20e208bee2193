package io.glance.api.inventory;

import io.glance.api.imagedata.Background;
import io.glance.api.imagedata.StoredBytes;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.InventoryRegistry;
import io.glance.common.registryapi.InventoryRegistry.Page;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All images that should have bytes, in the order of their ids. */
public final class Inventory {
  private static final int PAGE = 50;

  private final InventoryRegistry registry;
  private final ImageRegistry images;
  private final StoredBytes bytes;

  Inventory(InventoryRegistry registry, ImageRegistry images, StoredBytes bytes) {
    this.registry = registry;
    this.images = images;
    this.bytes = bytes;
  }

  public long count() {
    return registry.count(Background.newContext());
  }

  /** Empty if there is none, or none any more. */
  public Optional<Image> find(String id) {
    try {
      return Optional.of(images.get(id, Background.newContext()));
    } catch (GlanceException.NotFound _) {
      return Optional.empty();
    }
  }

  /**
   * Shows each image.
   *
   * @param after the last id that is not wanted; absent: all are
   */
  public void forEach(@Nullable String after, Consumer<Image> visitor) {
    @Nullable String last = after;
    while (true) {
      List<String> page = registry.images(new Page(last, PAGE), Background.newContext());
      if (page.isEmpty()) {
        return;
      }
      for (String id : page) {
        find(id).ifPresent(visitor);
      }
      last = page.getLast();
    }
  }

  /**
   * @param bytesPerSecond that are read at most; 0: as many as there are
   */
  public Verification verification(long bytesPerSecond) {
    return new Verification(bytes, new Pace(bytesPerSecond));
  }
}
