package io.glance.api.notification;

import java.util.Map;

/**
 * Something that happened. Making one costs next to nothing: its payload is built when somebody
 * wants it.
 */
public sealed interface Event permits ImageEvent, MemberEvent, MetadefEvent, TaskEvent {

  /** Name as consumers know it, such as {@code image.create}. */
  String type();

  /** {@link Priority#ERROR} for what failed. */
  default boolean isFailure() {
    return false;
  }

  /** A {@link Map} in the original's order of keys, or a text. */
  Object payload();
}
