package io.glance.api.registry;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Makes one call of reads that are wanted at the same time. Thread-safe.
 *
 * <p>A read goes out at once while few calls of its group are under way. Otherwise it waits for one
 * of them to end, and goes out with all of the group that wait. No read joins a call that has
 * begun, so each sees what was written before it was asked for. A call that does not come back
 * holds nobody up for long: who has waited for {@code patience} goes out anyway.
 *
 * <p>Alone, a read costs what it always did. Of many at once each costs a fraction, at the registry
 * and at the database, for most of the price of a small query is its way there and back.
 *
 * @param <G> reads of different groups never share a call
 * @param <K> what a read asks for
 * @param <V> what it gets
 */
final class JoinedCalls<G, K, V> {
  private final Calls<K, V> calls;
  private final int underWayPerGroup;
  private final int most;
  private final Duration patience;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<G, Group<K, V>> groups = new HashMap<>();

  /** How the reads of a group are made. */
  interface Calls<K, V> {
    /** The answer to one read, or what is thrown for it. */
    V one(K key, RequestContext caller);

    /**
     * Answers to several reads, of which those that failed may be missing.
     *
     * @param keys all different
     * @param caller of the first read
     */
    Map<K, V> many(List<K> keys, RequestContext caller);
  }

  /**
   * @param underWayPerGroup calls of one group before its next reads wait
   * @param most reads of one call at most
   * @param patience longest wait for a call of others
   */
  JoinedCalls(Calls<K, V> calls, int underWayPerGroup, int most, Duration patience) {
    this.calls = calls;
    this.underWayPerGroup = underWayPerGroup;
    this.most = most;
    this.patience = patience;
  }

  /** Guarded by the lock; forgotten once no call is under way, for nobody waits then. */
  private static final class Group<K, V> {
    int underWay;
    final ArrayDeque<Waiting<K, V>> waiting = new ArrayDeque<>();

    List<Waiting<K, V>> take(int most) {
      List<Waiting<K, V>> next = new ArrayList<>(Math.min(waiting.size(), most));
      while (next.size() < most && !waiting.isEmpty()) {
        next.add(waiting.removeFirst());
      }
      return next;
    }
  }

  /** Equal to itself only. */
  private static final class Waiting<K, V> {
    final K key;
    final RequestContext caller;
    final CompletableFuture<Turn<K, V>> turn = new CompletableFuture<>();

    Waiting(K key, RequestContext caller) {
      this.key = key;
      this.caller = caller;
    }
  }

  /** The end of a wait. */
  private sealed interface Turn<K, V> {}

  /** It is on the one who waited to make the call for all of these. */
  private record Lead<K, V>(List<Waiting<K, V>> reads) implements Turn<K, V> {}

  /** Somebody else made the call. */
  private record Answer<K, V>(Map<K, V> found, @Nullable RuntimeException failure)
      implements Turn<K, V> {}

  V read(G group, K key, RequestContext caller) {
    Waiting<K, V> mine = new Waiting<>(key, caller);
    Turn<K, V> turn = goesAtOnce(group, mine) ? new Lead<>(List.of(mine)) : await(group, mine);
    return switch (turn) {
      case Lead<K, V>(List<Waiting<K, V>> reads) -> lead(group, reads, mine);
      case Answer<K, V> answer -> own(answer, mine);
    };
  }

  /** How many reads of all groups wait for a call to end. */
  int waiting() {
    lock.lock();
    try {
      return groups.values().stream().mapToInt(group -> group.waiting.size()).sum();
    } finally {
      lock.unlock();
    }
  }

  private boolean goesAtOnce(G name, Waiting<K, V> mine) {
    lock.lock();
    try {
      Group<K, V> group = groups.computeIfAbsent(name, _ -> new Group<>());
      if (group.underWay < underWayPerGroup) {
        group.underWay++;
        return true;
      }
      group.waiting.add(mine);
      return false;
    } finally {
      lock.unlock();
    }
  }

  private Turn<K, V> await(G group, Waiting<K, V> mine) {
    try {
      return mine.turn.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return leaveTheQueue(group, mine);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return leaveTheQueue(group, mine);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Goes out now with those who wait beside it, unless its turn has just come. */
  private Turn<K, V> leaveTheQueue(G name, Waiting<K, V> mine) {
    lock.lock();
    try {
      @Nullable Group<K, V> group = groups.get(name);
      if (group != null && group.waiting.remove(mine)) {
        group.underWay++;
        group.waiting.addFirst(mine);
        return new Lead<>(group.take(most));
      }
    } finally {
      lock.unlock();
    }
    return mine.turn.join();
  }

  private V lead(G group, List<Waiting<K, V>> reads, Waiting<K, V> mine) {
    if (reads.size() == 1) {
      try {
        return calls.one(mine.key, mine.caller);
      } finally {
        passOn(group);
      }
    }
    Answer<K, V> answer = new Answer<>(Map.of(), new IllegalStateException("the call broke off"));
    try {
      answer = call(reads);
    } finally {
      passOn(group);
      for (Waiting<K, V> read : reads) {
        read.turn.complete(answer);
      }
    }
    return own(answer, mine);
  }

  private Answer<K, V> call(List<Waiting<K, V>> reads) {
    try {
      List<K> keys = reads.stream().map(read -> read.key).distinct().toList();
      return new Answer<>(calls.many(keys, reads.getFirst().caller), null);
    } catch (RuntimeException e) {
      return new Answer<>(Map.of(), e);
    }
  }

  /** Lets the group's next call go out in the place of one that has ended. */
  private void passOn(G name) {
    List<Waiting<K, V>> next = List.of();
    lock.lock();
    try {
      Group<K, V> group = groups.get(name);
      if (group == null) {
        throw new IllegalStateException("a call of no group");
      }
      if (group.underWay <= underWayPerGroup) {
        next = group.take(most);
      }
      if (next.isEmpty()) {
        group.underWay--;
      }
      if (group.underWay == 0) {
        groups.remove(name);
      }
    } finally {
      lock.unlock();
    }
    if (!next.isEmpty()) {
      next.getFirst().turn.complete(new Lead<>(next));
    }
  }

  /**
   * What a joined call does not have is asked for again, alone, so that one read never fails for
   * what is wrong with another; but not if nobody answers.
   */
  private V own(Answer<K, V> answer, Waiting<K, V> mine) {
    if (answer.failure instanceof GlanceException.Unavailable) {
      GlanceException error = new GlanceException.Unavailable(null, null);
      error.initCause(answer.failure);
      throw error;
    }
    @Nullable V found = answer.found.get(mine.key);
    return found == null ? calls.one(mine.key, mine.caller) : found;
  }
}
