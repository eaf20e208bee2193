package io.glance.api.replicator;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats what failed because a server was busy or a connection broke.
 *
 * @param attempts at most
 * @param firstPause before the second attempt, twice as long before the third and so on; a server
 *     that asks for another pause is given it, up to {@code longestPause}
 */
record Retries(int attempts, Duration firstPause, Duration longestPause) {
  private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

  static final Retries USUAL = new Retries(6, Duration.ofSeconds(1), Duration.ofSeconds(60));

  /** Something that may fail. */
  interface Attempt<T> {
    T make() throws IOException;
  }

  /**
   * @param all whether broken connections are worth another attempt, or just busy servers
   */
  <T> T of(String what, boolean all, Attempt<T> attempt) throws IOException {
    Duration pause = firstPause;
    for (int left = attempts - 1; ; left--, pause = pause.multipliedBy(2)) {
      try {
        return attempt.make();
      } catch (IOException e) {
        if (left <= 0 || !isWorthAnother(e, all)) {
          throw e;
        }
        Duration wait = shorter(asked(e, pause));
        LOG.warn(
            "{}: {}; tried again in {} s",
            what,
            PlainText.of(reason(e)),
            Math.max(1, wait.toSeconds()));
        sleep(wait);
      }
    }
  }

  static String reason(Exception failure) {
    return Objects.requireNonNullElse(failure.getMessage(), failure.toString());
  }

  /** Whether all else will fail, too: there is no server, or it does not know us any more. */
  static boolean isTheEnd(IOException failure) {
    return failure instanceof ConnectException
        || failure instanceof ConnectTimeoutException
        || failure instanceof UnknownHostException
        || failure instanceof SSLHandshakeException
        || (failure instanceof RemoteFailure answer && answer.isUnauthorized());
  }

  private static boolean isWorthAnother(IOException failure, boolean all) {
    return switch (failure) {
      case ReplicationFailure _ -> false;
      case RemoteFailure answer -> answer.mayPass();
      default -> all;
    };
  }

  private static Duration asked(IOException failure, Duration pause) {
    return failure instanceof RemoteFailure answer && answer.askedWait() != null
        ? answer.askedWait()
        : pause;
  }

  private Duration shorter(Duration wait) {
    return wait.compareTo(longestPause) < 0 ? wait : longestPause;
  }

  private static void sleep(Duration wait) throws InterruptedIOException {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
