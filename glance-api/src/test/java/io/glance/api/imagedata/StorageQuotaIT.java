package io.glance.api.imagedata;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.fixture.Await;
import io.glance.fixture.ImageClient;
import io.glance.fixture.RunningServices;
import io.glance.store.testing.TestingStreams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project that may not store more than so much, at the real services. */
class StorageQuotaIT {
  private static final int QUOTA = 10 << 20;
  private static final int UPLOADS = 20;
  private static final Duration SOON = Duration.ofSeconds(90);

  @TempDir static Path directory;
  private static RunningServices services;
  private static ImageClient client;

  private final List<String> made = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    services = new RunningServices(directory, "[DEFAULT]\nuser_storage_quota = 10MB\n");
    services.start();
    client = services.client();
  }

  @AfterAll
  static void stop() {
    services.close();
  }

  @AfterEach
  void nothingIsStoredAnyMore() throws IOException {
    for (String id : made) {
      client.delete(id);
    }
    assertThat(files()).isEmpty();
  }

  private String create() throws IOException {
    String id = client.create();
    made.add(id);
    return id;
  }

  private static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(services.images())) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** Bytes that were written, of whatever. */
  private static long bytes() throws IOException {
    long sum = 0;
    for (String file : files()) {
      sum += Files.size(services.images().resolve(file));
    }
    return sum;
  }

  private static HttpResponse<String> chunked(String id, byte[] data) throws IOException {
    return client.upload(id, () -> new ByteArrayInputStream(data));
  }

  private static void assertTold(HttpResponse<String> answer, String size, long remaining) {
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body())
        .contains(
            "Image exceeds the storage quota: The size of the data %s will exceed the limit. %d bytes remaining."
                .formatted(size, remaining));
  }

  /** Of images of one size as many become active as fit, and no more. */
  private void fillAtOnce(byte[] data, boolean isSizeKnown, int fitting) throws Exception {
    List<Callable<Integer>> uploads = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < UPLOADS; i++) {
      String id = create();
      ids.add(id);
      uploads.add(() -> {
        HttpResponse<String> answer = isSizeKnown ? client.upload(id, data) : chunked(id, data);
        if (answer.statusCode() == 413) {
          assertThat(answer.body()).contains("Image exceeds the storage quota: ");
        }
        return answer.statusCode();
      });
    }

    List<Integer> answers = atOnce(uploads);

    assertThat(answers).containsOnly(204, 413);
    int stored = (int) answers.stream().filter(answer -> answer == 204).count();
    assertThat(stored).isBetween(1, fitting);
    if (isSizeKnown) {
      assertThat(stored).isEqualTo(fitting);
    }
    assertThat(files()).hasSize(stored);
    for (int i = 0; i < UPLOADS; i++) {
      assertThat(client.status(ids.get(i))).isEqualTo(answers.get(i) == 204 ? "active" : "queued");
    }
    for (int more = stored; more < fitting; more++) { // those that were in each other's way
      String id = ids.get(answers.indexOf(413));
      assertThat(chunked(id, data).statusCode()).isEqualTo(204);
      answers.set(answers.indexOf(413), 204);
    }
    assertThat(client.upload(create(), data).statusCode()).isEqualTo(413);
  }

  private static List<Integer> atOnce(List<Callable<Integer>> uploads) throws Exception {
    List<Integer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> answer : threads.invokeAll(uploads)) {
        answers.add(answer.get());
      }
    }
    return answers;
  }

  @Test
  void ofParallelUploadsOfKnownSizeAsManyAreStoredAsFit() throws Exception {
    fillAtOnce(TestingStreams.bytes(3 << 20), true, 3);
  }

  @Test
  void ofParallelUploadsOfUnknownSizeSomeAreStoredAndNeverTooMany() throws Exception {
    fillAtOnce(TestingStreams.bytes(3 << 20), false, 3);
  }

  @Test
  void smallUploadsOfUnknownSizeThatFitTogetherAreAllStored() throws Exception {
    byte[] data = TestingStreams.bytes(100_000);
    List<Callable<Integer>> uploads = new ArrayList<>();
    for (int i = 0; i < UPLOADS; i++) {
      String id = create();
      uploads.add(() -> chunked(id, data).statusCode());
    }

    assertThat(atOnce(uploads)).containsOnly(204);
  }

  @Test
  void anUploadThatFillsTheQuotaToTheLastByteIsStored() throws IOException {
    assertThat(chunked(create(), TestingStreams.bytes(QUOTA - 1)).statusCode()).isEqualTo(204);
    assertThat(client.upload(create(), new byte[1]).statusCode()).isEqualTo(204);

    assertTold(client.upload(create(), new byte[1]), "1", 0);
    assertTold(chunked(create(), new byte[1]), "None", 0);
  }

  @Test
  void whatIsTooMuchIsRefusedLeavesNothingAndTheImageMayHaveLess() throws IOException {
    String id = create();
    byte[] tooMuch = TestingStreams.bytes(QUOTA + 1);

    assertTold(client.upload(id, tooMuch), Integer.toString(QUOTA + 1), QUOTA);
    HttpResponse<String> unknown = chunked(id, tooMuch);

    assertThat(unknown.statusCode()).isEqualTo(413);
    assertThat(unknown.body()).contains("will exceed the limit. " + QUOTA + " bytes remaining.");
    assertThat(client.status(id)).isEqualTo("queued");
    assertThat(files()).isEmpty();
    assertThat(client.upload(id, TestingStreams.bytes(QUOTA)).statusCode()).isEqualTo(204);
  }

  @Test
  void anUploadUnderWayHasItsRoomAndGivesItBackHoweverItEnds() throws Exception {
    String id = create();
    byte[] data = TestingStreams.bytes(QUOTA);
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    InputStream slow =
        TestingStreams.pausing(new ByteArrayInputStream(data), QUOTA - 1000, reached, open);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<HttpResponse<String>> upload = threads.submit(() -> client.upload(id, () -> slow));
      reached.await();
      Await.until(SOON, () -> bytes() > QUOTA / 2);
      assertThat(client.upload(create(), new byte[QUOTA / 2]).statusCode()).isEqualTo(413);
      services.killApi();
      open.countDown();
      assertThat(upload).failsWithin(Duration.ofSeconds(30));
    }

    services.startApi();

    Await.until(SOON, () -> client.status(id).equals("queued"));
    assertThat(client.upload(id, data).statusCode()).isEqualTo(204);
  }
}
