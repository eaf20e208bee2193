package io.glance.api.notification.rabbit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages that wait for a broker, in their order. It never makes anybody wait who puts something
 * in: when it is full, the oldest go. Those who come back to a broker after a long silence learn
 * best from the newest, for each message tells the whole of an image. Thread-safe.
 */
public final class Outbox {
  private static final Logger log = LoggerFactory.getLogger(Outbox.class);
  private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

  private final int mostMessages;
  private final long mostBytes;
  private final Clock clock;
  private final Deque<Letter> letters = new ArrayDeque<>();
  private long bytes;
  private long dropped;
  private Instant nextWarning = Instant.MIN;
  private boolean closed;

  /**
   * @param mostMessages that are kept
   * @param mostBytes that their bodies have together
   */
  public Outbox(int mostMessages, long mostBytes, Clock clock) {
    this.mostMessages = mostMessages;
    this.mostBytes = mostBytes;
    this.clock = clock;
  }

  /** A message. */
  static final class Letter {
    private final String queue;
    private final byte[] body;

    Letter(String queue, byte[] body) {
      this.queue = queue;
      this.body = body;
    }

    /** Where it goes, and its routing key. */
    String queue() {
      return queue;
    }

    /** Not to be changed. */
    byte[] body() {
      return body;
    }
  }

  /** Keeps a message until it can be sent. Does nothing once nobody sends any more. */
  public synchronized void put(String queue, byte[] body) {
    if (closed) {
      return;
    }
    letters.add(new Letter(queue, body));
    bytes += body.length;
    while (letters.size() > mostMessages || bytes > mostBytes) {
      bytes -= letters.remove().body().length;
      dropped++;
    }
    warnOfDropped();
    notifyAll();
  }

  /** One line a minute at most; the next one counts what went since. */
  private void warnOfDropped() {
    Instant now = clock.instant();
    if (dropped == 0 || now.isBefore(nextWarning)) {
      return;
    }
    log.warn("too many notifications wait for a broker, the oldest {} were dropped", dropped);
    dropped = 0;
    nextWarning = now.plus(BETWEEN_WARNINGS);
  }

  /**
   * Takes the oldest messages out, waiting for the first.
   *
   * @return at most {@code most}; none if there are none and none will come
   */
  synchronized List<Letter> take(int most) throws InterruptedException {
    while (letters.isEmpty() && !closed) {
      wait();
    }
    List<Letter> taken = new ArrayList<>();
    while (taken.size() < most && !letters.isEmpty()) {
      Letter letter = letters.remove();
      bytes -= letter.body().length;
      taken.add(letter);
    }
    return taken;
  }

  synchronized int size() {
    return letters.size();
  }

  /** Nothing more is taken in; what is there may still be taken out. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  synchronized boolean isClosed() {
    return closed;
  }
}
