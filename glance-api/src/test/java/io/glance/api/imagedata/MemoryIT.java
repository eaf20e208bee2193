package io.glance.api.imagedata;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.fixture.Await;
import io.glance.fixture.ImageClient;
import io.glance.fixture.RunningServices;
import io.glance.store.testing.TestingStreams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many transfers at once, each service having 256 MiB of heap. */
class MemoryIT {
  private static final int UPLOADS = 64;

  /** More would fill what the kernel of a small machine gives to sockets: up to 4 MiB for each. */
  private static final int DOWNLOADS = 250;

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final byte[] DATA = TestingStreams.bytes(8 << 20);

  @TempDir Path directory;
  private RunningServices services;
  private ImageClient client;

  @BeforeEach
  void start() throws IOException {
    services = new RunningServices(directory);
    services.start();
    client = services.client();
  }

  @AfterEach
  void stop() {
    services.close();
  }

  @Test
  @Timeout(300)
  void manyUploadsInTheMiddleLeaveRoomForOthers() throws Exception {
    CountDownLatch reached = new CountDownLatch(UPLOADS);
    CountDownLatch open = new CountDownLatch(1);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < UPLOADS; i++) {
      ids.add(client.create());
    }

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> uploads =
          ids.stream()
              .map(id ->
                  threads.submit(() -> client.upload(id, () -> slow(reached, open)).statusCode()))
              .toList();
      reached.await();
      awaitSaving(ids, open);

      for (Future<Integer> upload : uploads) {
        assertThat(upload.get()).isEqualTo(204);
      }
    }
    assertThat(client.download(ids.getLast())).isEqualTo(DATA);
  }

  @Test
  @Timeout(300)
  void manySlowDownloadsLeaveRoomForOthers() throws Exception {
    String id = client.create();
    assertThat(client.upload(id, DATA).statusCode()).isEqualTo(204);
    List<Socket> downloads = new ArrayList<>();
    try {
      for (int i = 0; i < DOWNLOADS; i++) {
        Socket download = client.beginDownload(id);
        downloads.add(download);
        assertThat(download.getInputStream().read()).isEqualTo('H');
      }

      assertThat(client.status(id)).isEqualTo("active");
      assertThat(client.download(id)).isEqualTo(DATA);

      for (Socket download : downloads) {
        assertThat(bytesLeft(download)).isGreaterThan(DATA.length);
      }
    } finally {
      for (Socket download : downloads) {
        download.close();
      }
    }
  }

  /** All of them at once; then they may go on. */
  private void awaitSaving(List<String> ids, CountDownLatch open) {
    try {
      for (String id : ids) {
        Await.until(SOON, () -> client.status(id).equals("saving"));
      }
    } finally {
      open.countDown();
    }
  }

  private static InputStream slow(CountDownLatch reached, CountDownLatch open) {
    return TestingStreams.pausing(new ByteArrayInputStream(DATA), DATA.length / 2, reached, open);
  }

  private static long bytesLeft(Socket download) throws IOException {
    InputStream in = download.getInputStream();
    byte[] buffer = new byte[256 * 1024];
    long total = 0;
    int read;
    while ((read = in.read(buffer)) >= 0) {
      total += read;
    }
    return total;
  }
}
