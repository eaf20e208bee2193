package io.glance.api.imagedata;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.api.inspection.Disks;
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
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads that do not go well, to the real services. */
class UploadIT {
  private static final long FILE_LIMIT = 8 << 20;
  private static final byte[] DATA = TestingStreams.bytes(3 << 20);
  private static final String QCOW2 =
      "{\"name\": \"x\", \"disk_format\": \"qcow2\", \"container_format\": \"bare\"}";
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir static Path directory;
  private static RunningServices services;
  private static ImageClient client;

  @BeforeAll
  static void start() throws IOException {
    services = new RunningServices(directory);
    services.limitFilesOfApi(FILE_LIMIT);
    services.start();
    client = services.client();
  }

  @AfterAll
  static void stop() {
    services.close();
  }

  @Test
  void clientThatHangsUpAnywhereLeavesNothingAndMayTryAgain() throws IOException {
    Random random = new Random();
    for (int i = 0; i < 20; i++) {
      String id = client.create();
      int sent = i == 0 ? 0 : random.nextInt(DATA.length);

      client.uploadAndHangUp(id, DATA, sent, random.nextBoolean());

      Await.until(SOON, () -> client.upload(id, DATA).statusCode() == 204);
      assertThat(files(id)).containsExactly(id);
      assertThat(client.download(id)).isEqualTo(DATA);
      assertThat(client.delete(id)).isEqualTo(204);
    }
  }

  @Test
  void ofManyUploadsToOneImageOneWins() throws Exception {
    for (int i = 0; i < 10; i++) {
      String id = client.create();

      List<Integer> answers = atOnce(8, () -> client.upload(id, DATA).statusCode());

      assertThat(answers).containsOnlyOnce(204);
      assertThat(answers).filteredOn(status -> status != 204).containsOnly(409);
      assertThat(client.download(id)).isEqualTo(DATA);
      assertThat(files(id)).containsExactly(id);
      assertThat(client.delete(id)).isEqualTo(204);
    }
  }

  @Test
  void imageDeletedDuringItsUploadIsGoneWithItsBytes() throws Exception {
    String id = client.create();
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    InputStream data =
        TestingStreams.pausing(new ByteArrayInputStream(DATA), DATA.length / 2, reached, open);

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<HttpResponse<String>> upload = threads.submit(() -> client.upload(id, () -> data));
      reached.await();
      deleteWhileSaving(id, open);

      assertThat(upload.get().statusCode()).isEqualTo(410);
      assertThat(upload.get().body()).contains("could not be found after upload");
    }
    assertThat(client.status(id)).isEqualTo("deleted");
    assertThat(files(id)).isEmpty();
  }

  @Test
  void diskThatTakesNoMoreIsToldAndNothingIsKept() throws IOException {
    String id = client.create();
    byte[] tooMuch = TestingStreams.bytes((int) FILE_LIMIT + 1);

    HttpResponse<String> answer = client.upload(id, tooMuch);

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("Image storage media is full: ");
    assertThat(client.status(id)).isEqualTo("queued");
    assertThat(files(id)).isEmpty();
    assertThat(client.upload(id, DATA).statusCode()).isEqualTo(204);
    assertThat(client.download(id)).isEqualTo(DATA);
  }

  @Test
  void dataThatAreNotWhatTheyAreSaidToBeLeaveNothing() throws IOException {
    String id = client.create(QCOW2);
    byte[] unsafe = Disks.qcow2(3, 112, 0);

    HttpResponse<String> mismatch = client.upload(id, DATA);
    HttpResponse<String> refused = client.upload(id, unsafe);

    assertThat(mismatch.statusCode()).isEqualTo(415);
    assertThat(mismatch.body())
        .contains("Image disk_format qcow2 does not match stream data raw")
        .contains("The request media type application/octet-stream is not supported");
    assertThat(refused.statusCode()).isEqualTo(415);
    assertThat(refused.body()).contains("Image failed safety checks");
    assertThat(client.status(id)).isEqualTo("queued");
    assertThat(files(id)).isEmpty();
    assertThat(client.upload(id, Disks.qcow2()).statusCode()).isEqualTo(204);
    assertThat(client.show(id).get("virtual_size").asLong()).isEqualTo(Disks.SIZE);
  }

  @Test
  void malformedDataAreRefusedBeforeTheirEnd() throws IOException {
    String id = client.create(QCOW2.replace("qcow2", "vmdk"));
    byte[] malformed = Arrays.copyOf(Disks.vmdk(), 3 << 20);
    malformed[4] = 9;

    HttpResponse<String> answer = client.upload(id, malformed);

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("Image failed safety checks");
    assertThat(client.status(id)).isEqualTo("queued");
    assertThat(files(id)).isEmpty();
  }

  private static void deleteWhileSaving(String id, CountDownLatch open) throws IOException {
    try {
      Await.until(SOON, () -> client.status(id).equals("saving"));
      assertThat(client.delete(id)).isEqualTo(204);
    } finally {
      open.countDown();
    }
  }

  private static List<Integer> atOnce(int count, Callable<Integer> call) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> answers =
          Stream.generate(() ->
                  threads.submit(() -> {
                    start.await();
                    return call.call();
                  }))
              .limit(count)
              .toList();
      start.countDown();
      List<Integer> received = new java.util.ArrayList<>();
      for (Future<Integer> answer : answers) {
        received.add(answer.get());
      }
      return received;
    }
  }

  private static List<String> files(String imageId) throws IOException {
    try (Stream<Path> files = Files.list(services.images())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.contains(imageId))
          .toList();
    }
  }
}
