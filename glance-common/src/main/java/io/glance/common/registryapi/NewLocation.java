package io.glance.common.registryapi;

import java.util.Map;

/** A place of bytes to be added to an image. */
public record NewLocation(String url, Map<String, Object> metadata) {
  public NewLocation {
    metadata = Map.copyOf(metadata);
  }

  @Override
  public String toString() {
    return "NewLocation[url=***]";
  }
}
