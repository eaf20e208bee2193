package io.glance.api.replicator;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says every five seconds how far a copy is. For one copy. */
final class Progress {
  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
  private static final long INTERVAL = Duration.ofSeconds(5).toNanos();
  private static final double NANOS = 1e9;
  private static final int PERCENT = 100;

  private final Description image;
  private final long start = System.nanoTime();
  private long told = start;

  Progress(Description image) {
    this.image = image;
  }

  void reached(long bytes) {
    long now = System.nanoTime();
    if (now - told >= INTERVAL) {
      told = now;
      LOG.info(
          "Image {}: {} of {} ({} %), {}/s",
          image.id(),
          PlainText.ofSize(bytes),
          PlainText.ofSize(image.size()),
          bytes * PERCENT / Math.max(1, image.size()),
          PlainText.ofSize((long) (bytes * NANOS / (now - start))));
    }
  }
}
