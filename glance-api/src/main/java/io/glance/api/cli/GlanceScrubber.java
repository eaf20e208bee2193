package io.glance.api.cli;

import io.glance.api.scrubber.Scrubber;
import io.glance.api.scrubber.ScrubberParts;
import io.glance.api.scrubber.ScrubberProperties;
import io.glance.common.config.OsloEnvironment;
import io.glance.common.error.GlanceException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The command {@code glance-scrubber}.
 *
 * <p>Source: glance/cmd/scrubber.py. A restoration is refused once the scrub of its image has
 * begun, and not whenever some scrubber runs.
 */
public final class GlanceScrubber {
  static final String HELP =
      """
      Usage: glance-scrubber [--config-file FILE]... [--config-dir DIR]... [OPTION]

      Removes the bytes of images that were deleted while delayed_delete was on and that have
      waited for scrub_time. It needs glance-registry and the stores, but not glance-api.

        (nothing)             scrub what is due, once
        -D, --daemon          go on, every wakeup_time seconds
        --nodaemon            once, even if the configuration says daemon
        --restore IMAGE_ID    bring an image back that was not scrubbed yet
        -d, --debug           say more

      Exit code: 0 done; 1 it could not be done, or some images could not be scrubbed now.
      """;

  private static final Logger log = LoggerFactory.getLogger(GlanceScrubber.class);
  private static final String PROGRAM = "glance-scrubber";

  private final Scrubber scrubber;
  private final ScrubberProperties options;

  GlanceScrubber(Scrubber scrubber, ScrubberProperties options) {
    this.scrubber = scrubber;
    this.options = options;
  }

  public static void main(String[] args) {
    List<String> words = Arrays.asList(args);
    if (words.contains("--help") || words.contains("-h")) {
      System.out.print(HELP);
      return;
    }
    OsloEnvironment options = OsloEnvironment.loadOrExit(PROGRAM, args);
    if (options.remainingArguments().length > 0) {
      System.err.printf(
          "%s: unknown argument %s; see %s --help%n",
          PROGRAM, options.remainingArguments()[0], PROGRAM);
      System.exit(2);
    }
    System.exit(run(options));
  }

  private static int run(OsloEnvironment options) {
    try (ConfigurableApplicationContext context =
        CommandContext.start(PROGRAM, options, ScrubberParts.class)) {
      return new GlanceScrubber(
              context.getBean(Scrubber.class), context.getBean(ScrubberProperties.class))
          .run();
    }
  }

  /** Does what the options say. Returns the exit code. */
  private int run() {
    if (options.restore() != null && options.daemon()) {
      return refused("The restore and daemon options should not be set together");
    }
    try {
      if (options.restore() != null) {
        scrubber.restore(options.restore());
        return 0;
      }
      return options.daemon() ? runForEver() : once();
    } catch (GlanceException e) {
      return refused(String.valueOf(e.getMessage()));
    } catch (InterruptedException _) {
      return 0;
    }
  }

  private int once() {
    Scrubber.Outcome outcome = scrubber.pass();
    log.info("{} images scrubbed, {} to be tried again", outcome.scrubbed(), outcome.failed());
    return outcome.failed() == 0 ? 0 : 1;
  }

  /** A registry that is silent now may answer the next time. */
  private int runForEver() throws InterruptedException {
    log.info("Starting Daemon: wakeup_time={}", options.wakeupTime().toSeconds());
    while (true) {
      try {
        once();
      } catch (GlanceException.Unavailable e) {
        log.error("the registry does not answer, will try again", e);
      }
      Thread.sleep(options.wakeupTime().plus(Duration.ofMillis(1)));
    }
  }

  private static int refused(String why) {
    System.err.println("ERROR: " + why);
    return 1;
  }
}
