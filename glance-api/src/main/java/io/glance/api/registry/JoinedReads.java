package io.glance.api.registry;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.registryapi.ImageRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads single images, those that are asked for at the same time in one call. Thread-safe.
 *
 * <p>A read goes out at once while few calls are under way. Otherwise it waits for one of them to
 * end, and goes out with all that wait for the same caller. No read joins a call that has begun, so
 * each sees what was written before it was asked for. A call that does not come back holds nobody
 * up for long: who has waited for {@code patience} goes out anyway.
 *
 * <p>Alone, a read costs what it always did. Of many at once each costs a fraction, at the registry
 * and at the database, for most of the price of a small query is its way there and back.
 */
final class JoinedReads {
  /** Images of one call at most. */
  static final int MOST = 64;

  /** Ids that a database can find in one way only, whatever it thinks of upper case. */
  private static final Pattern PLAIN_ID = Pattern.compile("[0-9a-f-]{36}");

  private final ImageRegistry registry;
  private final int calls;
  private final Duration patience;

  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashMap<RequestContext, ArrayDeque<Read>> waiting = new LinkedHashMap<>();
  private int underWay;

  /**
   * @param calls as many may be under way before reads begin to wait
   */
  JoinedReads(ImageRegistry registry, int calls, Duration patience) {
    this.registry = registry;
    this.calls = calls;
    this.patience = patience;
  }

  /** One image that somebody waits for, and what the wait ends with. */
  private record Read(String id, RequestContext caller, CompletableFuture<Turn> turn) {
    /** The same for all requests of one caller. */
    RequestContext group() {
      return new RequestContext(
          caller.userId(), caller.projectId(), caller.roles(), caller.admin(), "");
    }
  }

  /** The end of a wait. */
  private sealed interface Turn {}

  /** It is on the one who waited to make the call for all of these. */
  private record Lead(List<Read> reads) implements Turn {}

  /** Somebody else made the call. */
  private record Answer(Map<String, Image> images, @Nullable RuntimeException failure)
      implements Turn {}

  /**
   * @throws GlanceException.NotFound if the caller sees no such image
   */
  Image get(String id, RequestContext caller) {
    if (!PLAIN_ID.matcher(id).matches()) {
      return registry.get(id, caller);
    }
    Read mine = new Read(id, caller, new CompletableFuture<>());
    Turn turn = goesAtOnce(mine) ? new Lead(List.of(mine)) : await(mine);
    return switch (turn) {
      case Lead lead -> lead(lead.reads(), mine);
      case Answer answer -> read(answer, mine);
    };
  }

  private boolean goesAtOnce(Read mine) {
    lock.lock();
    try {
      if (underWay < calls) {
        underWay++;
        return true;
      }
      waiting.computeIfAbsent(mine.group(), _ -> new ArrayDeque<>()).add(mine);
      return false;
    } finally {
      lock.unlock();
    }
  }

  private Turn await(Read mine) {
    try {
      return mine.turn.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return leaveTheQueue(mine);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return leaveTheQueue(mine);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Goes out now with those who wait beside it, unless its turn has just come. */
  private Turn leaveTheQueue(Read mine) {
    lock.lock();
    try {
      ArrayDeque<Read> group = waiting.get(mine.group());
      if (group != null && group.remove(mine)) {
        underWay++;
        group.addFirst(mine);
        return new Lead(next(mine.group(), group));
      }
    } finally {
      lock.unlock();
    }
    return mine.turn.join();
  }

  private Image lead(List<Read> reads, Read mine) {
    if (reads.size() == 1) {
      try {
        return registry.get(mine.id, mine.caller);
      } finally {
        passOn();
      }
    }
    Answer answer = new Answer(Map.of(), new IllegalStateException("the call broke off"));
    try {
      answer = call(reads, mine.caller);
    } finally {
      passOn();
      for (Read read : reads) {
        read.turn.complete(answer);
      }
    }
    return read(answer, mine);
  }

  private Answer call(List<Read> reads, RequestContext caller) {
    try {
      List<Image> images =
          registry.getAll(reads.stream().map(Read::id).distinct().toList(), caller);
      return new Answer(
          images.stream().collect(Collectors.toMap(Image::id, Function.identity())), null);
    } catch (RuntimeException e) {
      return new Answer(Map.of(), e);
    }
  }

  /** Lets the next call go out in the place of one that has ended. */
  private void passOn() {
    @Nullable List<Read> reads = null;
    lock.lock();
    try {
      if (waiting.isEmpty() || underWay > calls) {
        underWay--;
      } else {
        Map.Entry<RequestContext, ArrayDeque<Read>> longest = waiting.firstEntry();
        reads = next(longest.getKey(), longest.getValue());
      }
    } finally {
      lock.unlock();
    }
    if (reads != null) {
      reads.getFirst().turn.complete(new Lead(reads));
    }
  }

  /** Takes the first of a group from the queue; what is left of it goes to the end. */
  private List<Read> next(RequestContext key, ArrayDeque<Read> group) {
    List<Read> reads = new ArrayList<>(Math.min(group.size(), MOST));
    while (reads.size() < MOST && !group.isEmpty()) {
      reads.add(group.removeFirst());
    }
    waiting.remove(key);
    if (!group.isEmpty()) {
      waiting.put(key, group);
    }
    return reads;
  }

  /**
   * What a joined call does not have is asked for again, alone, so that one read never fails for
   * what is wrong with another; but not if nobody answers.
   */
  private Image read(Answer answer, Read mine) {
    if (answer.failure instanceof GlanceException.Unavailable) {
      GlanceException error = new GlanceException.Unavailable(null, null);
      error.initCause(answer.failure);
      throw error;
    }
    @Nullable Image image = answer.images.get(mine.id);
    return image == null ? registry.get(mine.id, mine.caller) : image;
  }
}
