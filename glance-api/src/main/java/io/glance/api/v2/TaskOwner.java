package io.glance.api.v2;

import org.jspecify.annotations.Nullable;

/** Whose a task is. Clients insist on a text, also where there is no identity service. */
final class TaskOwner {
  private TaskOwner() {}

  static String text(@Nullable String owner) {
    return owner == null ? "" : owner;
  }
}
