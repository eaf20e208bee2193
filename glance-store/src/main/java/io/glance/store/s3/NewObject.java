package io.glance.store.s3;

import java.util.Map;
import java.util.UUID;

/**
 * An object that one writer makes, with a mark by which he knows it later: what he is told can be
 * lost, and others write under the name.
 */
record NewObject(String key, String mark) {
  /** Name of the mark among the object's metadata. */
  static final String MARK = "glance-write";

  static NewObject of(String key) {
    return new NewObject(key, UUID.randomUUID().toString());
  }

  Map<String, String> metadata() {
    return Map.of(MARK, mark);
  }
}
