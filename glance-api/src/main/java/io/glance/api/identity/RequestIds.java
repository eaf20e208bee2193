package io.glance.api.identity;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Names of requests, by which they are found in the logs of all services. */
public final class RequestIds {
  private static final String PREFIX = "req-";

  /** Of an id without a limit of its own, so that it cannot flood the log. */
  private static final int LONGEST = 255;

  private RequestIds() {}

  public static String newId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~(0xC0L << 56)) | (0x80L << 56);
    return PREFIX + new UUID(high, low);
  }

  /**
   * The id that a known client gave its request, with {@code req-} before it; a new one if it gave
   * none, or one that has no place in a log.
   *
   * <p>Source: glance/api/middleware/context.py, ContextMiddleware.
   *
   * @param most characters; 0: any number
   * @throws RequestIdTooLong if there are more
   */
  static String chosen(@Nullable String given, int most) {
    if (given == null || given.isEmpty()) {
      return newId();
    }
    if (most > 0 && given.length() > most) {
      throw new RequestIdTooLong(most);
    }
    if (given.length() > LONGEST || !given.chars().allMatch(RequestIds::isPlain)) {
      return newId();
    }
    return given.startsWith(PREFIX) ? given : PREFIX + given;
  }

  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '.'
        || c == ':';
  }
}
