package io.glance.api.v2;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.glance.common.image.ImageLocation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A place of an image's bytes, as clients read it.
 *
 * @param url without the account of a store
 */
@JsonPropertyOrder({"url", "metadata"})
record LocationView(String url, Map<String, Object> metadata) {

  LocationView {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  static LocationView of(ImageLocation location) {
    return new LocationView(location.urlWithoutAccount(), location.metadata());
  }

  @Override
  public String toString() {
    return "LocationView[***]";
  }
}
