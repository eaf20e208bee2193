package io.glance.store.checked;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads and buffers that digests are computed with, shared by all stores of a process.
 *
 * <p>Platform threads, and few: a digest never waits but computes for long, and as a virtual thread
 * it would keep every other virtual thread from its turn.
 */
public final class Digests {
  private final Executor threads;
  private final Buffers buffers = new Buffers();

  public Digests() {
    this(Math.max(2, Runtime.getRuntime().availableProcessors()));
  }

  Digests(int threadCount) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threadCount,
            threadCount,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work ->
                Thread.ofPlatform()
                    .daemon()
                    .name("digest-" + number.incrementAndGet())
                    .unstarted(work));
    pool.allowCoreThreadTimeOut(true);
    threads = pool;
  }

  DigestLane newLane(HashAlgorithm algorithm, Ring ring) {
    ByteDigest digest = DigestChoice.ofThisMachine().newDigest(algorithm);
    return new DigestLane(algorithm, digest, ring, threads);
  }

  Lane newLane(Witness witness, Ring ring) {
    return new Lane(witness::see, ring, threads);
  }

  Ring newRing() {
    return new Ring(buffers);
  }
}
