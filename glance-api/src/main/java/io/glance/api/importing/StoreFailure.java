package io.glance.api.importing;

import java.io.IOException;

/** A store failed that must succeed. */
final class StoreFailure extends IOException {
  private static final long serialVersionUID = 1;

  private final String store;

  StoreFailure(String store, IOException cause) {
    super(cause.getMessage(), cause);
    this.store = store;
  }

  String store() {
    return store;
  }
}
