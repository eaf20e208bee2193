package io.glance.store.swift;

import java.time.Duration;

/**
 * How long Swift is waited for. The original waits for ever.
 *
 * @param connect for a connection
 * @param answer for the head of an answer, and for the next bytes in either direction
 * @param commit for Swift to say that it has what was sent to its end
 * @param pause before what failed is tried again the first time; then twice as long, and so on
 */
record SwiftWaits(Duration connect, Duration answer, Duration commit, Duration pause) {
  static final SwiftWaits DEFAULT =
      new SwiftWaits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofMinutes(5),
          Duration.ofMillis(500));
}
