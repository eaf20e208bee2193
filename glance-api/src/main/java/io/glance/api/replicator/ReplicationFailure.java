package io.glance.api.replicator;

import java.io.IOException;

/** An image cannot be replicated as things are; another attempt would not change that. */
class ReplicationFailure extends IOException {
  private static final long serialVersionUID = 1;

  ReplicationFailure(String message) {
    super(message);
  }
}
