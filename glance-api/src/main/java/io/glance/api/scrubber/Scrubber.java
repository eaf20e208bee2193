package io.glance.api.scrubber;

import io.glance.api.imagedata.Background;
import io.glance.api.imagedata.TransferKeeper;
import io.glance.api.imagedata.TransferKeeper.Hold;
import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.ScrubRegistry;
import io.glance.common.registryapi.ScrubRegistry.BeginScrub;
import io.glance.common.registryapi.ScrubRegistry.Due;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scrubs the images whose time has come. Any number of scrubbers may run at the same time, beside
 * any number of services: each image is one's at a time.
 *
 * <p>Source: glance/scrubber.py, Scrubber.
 */
public final class Scrubber {
  private static final Logger log = LoggerFactory.getLogger(Scrubber.class);
  private static final int PAGE = 1000;

  private final ScrubRegistry scrubs;
  private final Scrub scrub;
  private final TransferKeeper keeper;
  private final ScrubberProperties options;
  private final Clock clock;

  Scrubber(
      ScrubRegistry scrubs,
      Scrub scrub,
      TransferKeeper keeper,
      ScrubberProperties options,
      Clock clock) {
    this.scrubs = scrubs;
    this.scrub = scrub;
    this.keeper = keeper;
    this.options = options;
    this.clock = clock;
  }

  /**
   * What a pass came to.
   *
   * @param scrubbed images whose bytes are gone
   * @param failed images that wait again, or whose scrub is gone on with later
   */
  public record Outcome(int scrubbed, int failed) {}

  /**
   * Scrubs all images whose time has come, each once.
   *
   * @throws GlanceException.Unavailable if the registry does not answer
   */
  public Outcome pass() {
    Instant until = clock.instant().minus(options.scrubTime());
    AtomicInteger scrubbed = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();
    @Nullable String last = null;
    while (true) {
      List<String> page = scrubs.due(new Due(until, last, PAGE), Background.newContext());
      if (page.isEmpty()) {
        return new Outcome(scrubbed.get(), failed.get());
      }
      try (ExecutorService pool =
          Executors.newFixedThreadPool(
              options.scrubPoolSize(), Thread.ofVirtual().name("scrub-", 0).factory())) {
        page.forEach(id -> pool.execute(() -> take(id, scrubbed, failed)));
      }
      last = page.getLast();
    }
  }

  private void take(String imageId, AtomicInteger scrubbed, AtomicInteger failed) {
    BeginScrub wanted = new BeginScrub(imageId, keeper.holder());
    try (Hold hold = keeper.hold(scrubs.begin(wanted, Background.newContext()))) {
      (scrub.complete(hold.transfer()) ? scrubbed : failed).incrementAndGet();
    } catch (GlanceException.Conflict | GlanceException.NotFound e) {
      log.info("image {} is not scrubbed now: {}", imageId, e.getMessage());
    } catch (RuntimeException e) {
      log.error("image {} is left to be scrubbed later", imageId, e);
      failed.incrementAndGet();
    }
  }

  /**
   * Brings an image back that waits.
   *
   * @throws GlanceException.Conflict if it does not wait, or its scrub has begun
   * @throws GlanceException.NotFound if nothing is known of it
   */
  public void restore(String imageId) {
    scrubs.restore(imageId, Background.newContext());
  }
}
