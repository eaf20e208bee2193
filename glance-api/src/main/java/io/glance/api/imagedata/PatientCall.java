package io.glance.api.imagedata;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.Transfer;
import io.glance.common.registryapi.TransferRegistry;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the registry about a transfer, again and again while it is silent. */
public final class PatientCall {
  private static final Logger log = LoggerFactory.getLogger(PatientCall.class);

  /** Long enough for a registry that is being restarted. */
  private static final Duration PATIENCE = Duration.ofSeconds(TransferRegistry.LEASE_SECONDS / 2);

  private static final Duration PAUSE = Duration.ofMillis(500);

  private PatientCall() {}

  /**
   * @param call may be made several times, also when an earlier one was heard
   * @throws GlanceException.Unavailable if the registry stays silent, or this thread is interrupted
   */
  public static <T> T ask(Transfer transfer, Function<RequestContext, T> call) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return call.apply(Background.newContext());
      } catch (GlanceException.Unavailable e) {
        if (System.nanoTime() > deadline || !pause()) {
          throw e;
        }
        log.info("asking again about image {}", transfer.imageId());
      }
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
