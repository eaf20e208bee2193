package io.glance.common.outbound;

import java.io.IOException;
import java.time.Duration;

/** The body of an answer comes so slowly that nobody is made to wait for the rest of it. */
public final class SlowAnswerException extends IOException {
  private static final long serialVersionUID = 1;

  SlowAnswerException(Duration time) {
    super(
        "less than %d KiB came in %s"
            .formatted(
                OutboundSettings.Waits.PIECE_BYTES / 1024,
                time.toMinutes() > 0 ? time.toMinutes() + " minutes" : time.toMillis() + " ms"));
  }
}
