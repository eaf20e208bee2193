package io.glance.api.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.registryapi.ImageField;
import io.glance.common.registryapi.ImageQuery;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.testing.TestingImage;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JoinedImageRegistryTest {
  private static final Duration FOR_EVER = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final GatedRegistry registry = new GatedRegistry();
  private final JoinedImageRegistry reads = new JoinedImageRegistry(registry.images(), 1, FOR_EVER);

  @AfterEach
  void end() {
    registry.gate.release(1_000_000);
    threads.close();
  }

  /** Answers each call once it is let through its gate, and keeps what was asked. */
  private static final class GatedRegistry {
    final Semaphore gate = new Semaphore(0);
    final List<List<String>> calls = new CopyOnWriteArrayList<>();
    final List<RequestContext> callers = new CopyOnWriteArrayList<>();
    final Set<String> missing = new java.util.concurrent.ConcurrentSkipListSet<>();
    volatile RuntimeException failureOfMany;

    /** What is written in each image and seen by the calls that begin from now on. */
    volatile @Nullable String name;

    ImageRegistry images() {
      return (ImageRegistry)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {ImageRegistry.class},
              (_, method, arguments) ->
                  switch (method.getName()) {
                    case "get" -> one((String) arguments[0], (RequestContext) arguments[1]);
                    case "list" -> page((ImageQuery) arguments[0], (RequestContext) arguments[1]);
                    case "getAll" -> many(strings(arguments[0]), (RequestContext) arguments[1]);
                    default -> throw new UnsupportedOperationException(method.getName());
                  });
    }

    private static List<String> strings(Object list) {
      return ((List<?>) list).stream().map(String.class::cast).toList();
    }

    private Image one(String id, RequestContext caller) {
      String seen = name;
      asked(List.of(id), caller);
      if (missing.contains(id)) {
        throw new GlanceException.NotFound("No image found with ID " + id);
      }
      return image(id, seen);
    }

    private List<Image> page(ImageQuery query, RequestContext caller) {
      String seen = name;
      asked(List.of("page of " + query.limit()), caller);
      return List.of(image("page of " + query.limit(), seen));
    }

    private List<Image> many(List<String> ids, RequestContext caller) {
      String seen = name;
      asked(ids, caller);
      if (failureOfMany != null) {
        throw failureOfMany;
      }
      return ids.stream().filter(id -> !missing.contains(id)).map(id -> image(id, seen)).toList();
    }

    private void asked(List<String> ids, RequestContext caller) {
      calls.add(ids);
      callers.add(caller);
      gate.acquireUninterruptibly();
    }

    void awaitCalls(int count) throws InterruptedException {
      await(() -> calls.size() >= count);
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("a deadline").isLessThan(deadline);
      Thread.sleep(1);
    }
  }

  private void awaitWaiting(int count) throws InterruptedException {
    await(() -> reads.waiting() == count);
  }

  private static Image image(String id) {
    return image(id, null);
  }

  private static Image image(String id, @Nullable String name) {
    return TestingImage.queued().id(id).name(name).owner(null).formats(null, null).image();
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }

  private static RequestContext caller(String project, String requestId) {
    return new RequestContext("u", project, Set.of("member"), false, requestId);
  }

  private CompletableFuture<Image> read(String id, RequestContext caller) {
    return CompletableFuture.supplyAsync(() -> reads.get(id, caller), threads)
        .orTimeout(20, TimeUnit.SECONDS);
  }

  /** Starts a read that stays under way until the gate opens. */
  private CompletableFuture<Image> occupy() throws InterruptedException {
    CompletableFuture<Image> first = read(id(), caller("p", "req-0"));
    registry.awaitCalls(1);
    return first;
  }

  private List<CompletableFuture<Image>> readAll(List<String> ids, String project)
      throws InterruptedException {
    return readAll(ids, project, ids.size());
  }

  /**
   * @param waiting how many of the reads wait in the end, for others are under way
   */
  private List<CompletableFuture<Image>> readAll(List<String> ids, String project, int waiting)
      throws InterruptedException {
    int before = reads.waiting();
    List<CompletableFuture<Image>> found = new ArrayList<>();
    for (String id : ids) {
      found.add(read(id, caller(project, "req-" + id)));
    }
    awaitWaiting(before + waiting);
    return found;
  }

  private static List<String> ids(int count) {
    return Stream.generate(JoinedImageRegistryTest::id).limit(count).toList();
  }

  @Test
  void aReadThatFindsNoneUnderWayGoesOutAloneAndAtOnce() {
    registry.gate.release();
    String id = id();

    assertThat(reads.get(id, caller("p", "req-1"))).isEqualTo(image(id));
    assertThat(registry.calls).containsExactly(List.of(id));
    assertThat(registry.callers).containsExactly(caller("p", "req-1"));
  }

  @Test
  void thoseThatWaitGoOutTogether() throws InterruptedException {
    CompletableFuture<Image> first = occupy();
    List<String> ids = ids(5);
    List<CompletableFuture<Image>> rest = readAll(ids, "p");
    assertThat(registry.calls).hasSize(1);

    registry.gate.release(2);

    first.join();
    assertThat(rest).extracting(found -> found.join().id()).isEqualTo(ids);
    assertThat(registry.calls).hasSize(2);
    assertThat(registry.calls.get(1)).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void oneImageWantedByManyIsAskedForOnce() throws InterruptedException {
    occupy();
    String id = id();
    List<CompletableFuture<Image>> found = readAll(List.of(id, id, id), "p");

    registry.gate.release(2);

    found.forEach(one -> assertThat(one.join()).isEqualTo(image(id)));
    assertThat(registry.calls.get(1)).containsExactly(id);
  }

  @Test
  void nobodyReadsUnderTheIdentityOfAnother() throws InterruptedException {
    occupy();
    List<CompletableFuture<Image>> mine = readAll(ids(3), "p");
    List<CompletableFuture<Image>> theirs = readAll(ids(3), "q", 2);

    registry.gate.release(4);

    mine.forEach(CompletableFuture::join);
    theirs.forEach(CompletableFuture::join);
    assertThat(registry.calls).extracting(List::size).containsExactlyInAnyOrder(1, 3, 1, 2);
    assertThat(registry.callers)
        .extracting(RequestContext::projectId)
        .containsExactlyInAnyOrder("p", "p", "q", "q");
  }

  @Test
  void aReadSeesWhatWasWrittenBeforeItWasAskedFor() throws InterruptedException {
    String id = id();
    registry.name = "first";
    CompletableFuture<Image> first = read(id, caller("p", "req-1"));
    registry.awaitCalls(1);
    registry.name = "second";
    List<CompletableFuture<Image>> joined = readAll(List.of(id, id), "p");
    registry.gate.release();
    registry.awaitCalls(2);
    registry.name = "third";
    List<CompletableFuture<Image>> last = readAll(List.of(id), "p");

    registry.gate.release(2);

    assertThat(first.join().name()).isEqualTo("first");
    assertThat(joined).allSatisfy(one -> assertThat(one.join().name()).isEqualTo("second"));
    assertThat(last).allSatisfy(one -> assertThat(one.join().name()).isEqualTo("third"));
    assertThat(registry.calls).hasSize(3);
  }

  @Test
  void aPageShowsWhatWasWrittenBeforeItWasAskedFor() throws InterruptedException {
    registry.name = "first";
    CompletableFuture<List<Image>> first = page(5, "p");
    registry.awaitCalls(1);
    registry.name = "second";
    CompletableFuture<List<Image>> second = page(5, "p");
    awaitWaiting(1);

    registry.gate.release(2);

    assertThat(first.join()).containsExactly(image("page of 5", "first"));
    assertThat(second.join()).containsExactly(image("page of 5", "second"));
  }

  @Test
  void aCallHasItsLargestSize() throws InterruptedException {
    occupy();
    List<CompletableFuture<Image>> found = readAll(ids(JoinedImageRegistry.MOST + 3), "p");

    registry.gate.release(3);

    found.forEach(CompletableFuture::join);
    assertThat(registry.calls)
        .extracting(List::size)
        .containsExactly(1, JoinedImageRegistry.MOST, 3);
  }

  @Test
  void anImageThatIsNotThereIsMissedByItsReaderOnly() throws InterruptedException {
    occupy();
    List<String> ids = ids(3);
    registry.missing.add(ids.get(1));
    List<CompletableFuture<Image>> found = readAll(ids, "p");

    registry.gate.release(3);

    assertThat(found.get(0).join()).isEqualTo(image(ids.get(0)));
    assertThat(found.get(2).join()).isEqualTo(image(ids.get(2)));
    assertThatThrownBy(() -> found.get(1).join())
        .hasCauseInstanceOf(GlanceException.NotFound.class)
        .hasMessageContaining("No image found with ID " + ids.get(1));
  }

  @Test
  void readsThatFailTogetherAreRepeatedApart() throws InterruptedException {
    occupy();
    registry.failureOfMany = new GlanceException.Invalid("one of them");
    List<String> ids = ids(3);
    List<CompletableFuture<Image>> found = readAll(ids, "p");

    registry.gate.release(5);

    assertThat(found).extracting(one -> one.join().id()).isEqualTo(ids);
    assertThat(registry.calls).hasSize(5);
  }

  @Test
  void whenNobodyAnswersNobodyAsksAgain() throws InterruptedException {
    occupy();
    registry.failureOfMany = new GlanceException.Unavailable(null, null);
    List<CompletableFuture<Image>> found = readAll(ids(3), "p");

    registry.gate.release(100);

    for (CompletableFuture<Image> one : found) {
      assertThatThrownBy(one::join)
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(GlanceException.Unavailable.class);
    }
    assertThat(registry.calls).hasSize(2);
  }

  @Test
  void aCallThatDoesNotComeBackHoldsNobodyUp() throws InterruptedException {
    JoinedImageRegistry impatient =
        new JoinedImageRegistry(registry.images(), 1, Duration.ofMillis(20));
    threads.submit(() -> impatient.get(id(), caller("p", "req-0")));
    registry.awaitCalls(1);
    List<CompletableFuture<Image>> others =
        ids(4).stream()
            .map(id ->
                CompletableFuture.supplyAsync(
                    () -> impatient.get(id, caller("p", "req-1")), threads))
            .toList();
    registry.awaitCalls(2); // while the first still hangs

    registry.gate.release(1_000);
    others.forEach(CompletableFuture::join);
  }

  @Test
  void anInterruptedReaderLeavesNobodyBehind() throws Exception {
    occupy();
    String id = id();
    CompletableFuture<Image> found = new CompletableFuture<>();
    Thread reader =
        Thread.ofVirtual().start(() -> found.complete(reads.get(id, caller("p", "req-1"))));
    awaitWaiting(1);
    List<CompletableFuture<Image>> others = readAll(ids(3), "p");

    reader.interrupt();
    registry.gate.release(1_000);

    assertThat(found.get()).isEqualTo(image(id));
    others.forEach(CompletableFuture::join);
  }

  @Test
  void otherSpellingsOfAnIdNeverJoin() throws InterruptedException {
    occupy();
    String id = id().toUpperCase(java.util.Locale.ROOT);
    CompletableFuture<Image> odd = read(id, caller("p", "req-1"));
    registry.awaitCalls(2);
    registry.gate.release(2);

    assertThat(odd.join()).isEqualTo(image(id));
  }

  @Test
  void thoseWhoWaitForTheSamePageShareIt() throws InterruptedException {
    List<CompletableFuture<List<Image>>> same = new ArrayList<>();
    same.add(page(5, "p"));
    registry.awaitCalls(1);
    for (int i = 0; i < 4; i++) {
      same.add(page(5, "p"));
    }
    CompletableFuture<List<Image>> larger = page(6, "p");
    CompletableFuture<List<Image>> theirs = page(5, "q");
    registry.awaitCalls(3);
    awaitWaiting(4);

    registry.gate.release(4);

    same.forEach(one -> assertThat(one.join()).containsExactly(image("page of 5")));
    assertThat(larger.join()).containsExactly(image("page of 6"));
    assertThat(theirs.join()).containsExactly(image("page of 5"));
    assertThat(registry.calls).hasSize(4);
  }

  private CompletableFuture<List<Image>> page(int limit, String project) {
    ImageQuery query =
        new ImageQuery(
            limit,
            null,
            List.of(new ImageQuery.SortKey(ImageField.ID, true)),
            ImageQuery.VisibilityScope.ALL,
            null,
            false,
            List.of(),
            Map.of(),
            List.of());
    return CompletableFuture.supplyAsync(
            () -> reads.list(query, caller(project, "req-" + UUID.randomUUID())), threads)
        .orTimeout(20, TimeUnit.SECONDS);
  }

  @Test
  void everyReaderOfACrowdGetsItsOwn() {
    JoinedImageRegistry busy = new JoinedImageRegistry(registry.images(), 2, Duration.ofMillis(1));
    registry.gate.release(1_000_000);
    List<String> ids = ids(50);
    registry.missing.add(ids.get(7));
    AtomicInteger missed = new AtomicInteger();
    List<CompletableFuture<Void>> readers =
        IntStream.range(0, 64)
            .mapToObj(reader ->
                CompletableFuture.runAsync(
                    () -> {
                      for (int i = 0; i < 500; i++) {
                        String id = ids.get((reader * 31 + i) % ids.size());
                        try {
                          Image found = busy.get(id, caller("p" + reader % 3, "req-" + reader));
                          assertThat(found.id()).isEqualTo(id);
                        } catch (GlanceException.NotFound _) {
                          assertThat(id).isEqualTo(ids.get(7));
                          missed.incrementAndGet();
                        }
                      }
                    },
                    threads))
            .toList();

    readers.forEach(CompletableFuture::join);

    assertThat(missed).hasValue(64 * 500 / 50);
    assertThat(registry.calls.size()).isLessThanOrEqualTo(64 * 500 + missed.get());
  }
}
