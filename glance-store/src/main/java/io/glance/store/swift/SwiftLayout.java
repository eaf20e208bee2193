package io.glance.store.swift;

import java.util.Locale;
import java.util.Map;

/**
 * In which container an image is, and in what pieces.
 *
 * @param container the only one, or what the names of all begin with
 * @param seed characters of the image's id that name its container; 0: there is one container
 * @param large bytes from which an image is stored in segments
 * @param segment bytes of a segment
 */
record SwiftLayout(String container, int seed, long large, long segment) {
  /** What the original calls a megabyte of these options: a thousand times 1024 bytes. */
  static final long MEGABYTE = 1000L * 1024;

  /**
   * The container of an image: dashes among the first characters do not count, and are kept.
   * Source: glance_store/_drivers/swift/store.py, SingleTenantStore.get_container_name.
   */
  String containerOf(String imageId) {
    if (seed == 0) {
      return container;
    }
    String id = imageId.toLowerCase(Locale.ROOT);
    String first = id.substring(0, Math.min(seed, id.length()));
    int dashes = (int) first.chars().filter(c -> c == '-').count();
    return container + "_" + id.substring(0, Math.min(seed + dashes, id.length()));
  }

  /** Whether it may be one of the containers. */
  boolean has(String name) {
    return seed == 0 ? name.equals(container) : name.startsWith(container + "_");
  }

  /** Whether there is an id of an image that leads to a container of this name. */
  boolean mayHaveMade(String name) {
    if (!has(name) || seed == 0) {
      return has(name);
    }
    String start = name.substring(container.length() + 1);
    return start.chars().allMatch(c -> c == '-' || Character.digit(c, 16) >= 0)
        && containerOf(start + "0".repeat(seed)).equals(name);
  }

  boolean isInSegments(long size) {
    return size < 0 || size >= large;
  }

  /** What administrators see. Source: glance/api/v2/discovery.py, _get_swift_properties. */
  Map<String, Object> details() {
    return Map.of(
        "container", container,
        "large_object_size", large,
        "large_object_chunk_size", segment);
  }
}
