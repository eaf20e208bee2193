package io.glance.api.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.error.GlanceException;
import io.glance.store.checked.CheckedStore;
import io.glance.store.checked.Digests;
import io.glance.store.memory.MemoryStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Work on several stores at the same time. */
@Timeout(60)
class SideBySideTest {
  private final Progress progress = new Progress(() -> false, message -> {}, 1 << 20);
  private final Set<String> taken = ConcurrentHashMap.newKeySet();

  private static List<CheckedStore> stores(int count) {
    List<CheckedStore> stores = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      stores.add(new CheckedStore("store" + i, new MemoryStore(), new Digests()));
    }
    return stores;
  }

  @Test
  void storesAreTakenAtTheSameTime() throws Exception {
    CountDownLatch all = new CountDownLatch(3);

    SideBySide.run(
        stores(3),
        3,
        store -> {
          all.countDown();
          await(all);
          taken.add(store.backend());
        },
        progress);

    assertThat(taken).containsExactlyInAnyOrder("store0", "store1", "store2");
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void noMoreThanSoManyAtTheSameTime() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();

    SideBySide.run(
        stores(7),
        2,
        store -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          Thread.yield();
          taken.add(store.backend());
          now.decrementAndGet();
        },
        progress);

    assertThat(taken).hasSize(7);
    assertThat(most.get()).isLessThanOrEqualTo(2);
  }

  @Test
  void theFirstFailureEndsAllAndNothingRunsAfterwards() {
    CountDownLatch running = new CountDownLatch(2);
    AtomicInteger stopped = new AtomicInteger();

    assertThatThrownBy(() ->
            SideBySide.run(
                stores(5),
                2,
                store -> {
                  taken.add(store.backend());
                  running.countDown();
                  await(running);
                  if (store.backend().equals("store0")) {
                    throw new IOException("full");
                  }
                  while (!progress.isGivenUp()) {
                    Thread.onSpinWait();
                  }
                  stopped.incrementAndGet();
                  progress.requireGoingOn();
                },
                progress))
        .isInstanceOf(IOException.class)
        .hasMessage("full");

    assertThat(stopped).hasValue(1);
    assertThat(taken).hasSize(2);
  }

  @Test
  void thatTheImportIsSomebodyElsesIsToldBeforeAllElse() {
    CountDownLatch both = new CountDownLatch(2);

    assertThatThrownBy(() ->
            SideBySide.run(
                stores(2),
                2,
                store -> {
                  both.countDown();
                  await(both);
                  if (store.backend().equals("store0")) {
                    throw new IOException("full");
                  }
                  throw new ImportJournal.Lost(new GlanceException.Conflict("another's"));
                },
                progress))
        .isInstanceOf(ImportJournal.Lost.class);
  }

  @Test
  void anInterruptReachesAllAndIsNotForgotten() throws Exception {
    CountDownLatch running = new CountDownLatch(2);
    AtomicInteger interrupted = new AtomicInteger();
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                SideBySide.run(
                    stores(2),
                    2,
                    store -> {
                      running.countDown();
                      try {
                        Thread.sleep(Duration.ofMinutes(5));
                      } catch (InterruptedException e) {
                        interrupted.incrementAndGet();
                        throw new IOException(e);
                      }
                    },
                    progress);
              } catch (IOException _) {
                if (Thread.currentThread().isInterrupted()) {
                  interrupted.incrementAndGet();
                }
              }
            });
    await(running);

    thread.interrupt();
    thread.join();

    assertThat(interrupted).hasValue(3);
  }
}
