package io.glance.common.image;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the bytes of an image are.
 *
 * @param id of the location's row; 0 while it has none
 * @param url as glance_store writes it; may hold the credentials of a store, so it is printed
 *     nowhere
 * @param metadata nested maps, lists and strings; {@code store} names the backend when there are
 *     several
 */
public record ImageLocation(long id, String url, Map<String, Object> metadata) {

  public ImageLocation {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  @Override
  public String toString() {
    return "ImageLocation[id=" + id + ", url=***]";
  }
}
