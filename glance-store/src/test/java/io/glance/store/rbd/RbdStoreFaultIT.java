package io.glance.store.rbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.store.ByteRange;
import io.glance.store.OpenImage;
import io.glance.store.Store;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.testing.TestingStreams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of images when the cluster, its operator or this process misbehave. */
@Tag("ceph")
@Timeout(180)
class RbdStoreFaultIT {
  private static final int SIZE = 40 << 20;
  private static final Pattern WATCHER = Pattern.compile("watcher=(\\S+) client");

  private final String id = UUID.randomUUID().toString();
  @TempDir Path directory;

  @AfterAll
  static void removeImages() throws Exception {
    TestingCephCluster.removeImages();
  }

  @Test
  void aWriteFailsWhenTheOsdStopsInTheMiddle() throws Exception {
    Store store = impatient(Map.of());

    failHalfWay(store, () -> TestingCephCluster.stop("osd"));

    discardAtLast(store);
    assertThat(TestingCephCluster.images()).doesNotContain(id);
    StoreLocation location = store.write(id, data(), SIZE).location();
    assertThat(read(store, location)).isEqualTo(TestingStreams.bytes(SIZE));
  }

  @Test
  void aReadFailsWhenTheOsdStopsInTheMiddle() throws Exception {
    Store store = impatient(Map.of("rbd-store-chunk-size", "1"));
    StoreLocation location = store.write(id, data(), SIZE).location();

    try (OpenImage image = store.open(location, ByteRange.ALL)) {
      image.stream().readNBytes(SIZE / 4);
      try (TestingCephCluster.Stopped _ = TestingCephCluster.stop("osd")) {
        assertThatThrownBy(() -> image.stream().readAllBytes())
            .isInstanceOf(StoreException.Unavailable.class);
        assertThatThrownBy(() -> image.stream().readAllBytes()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.open(location, ByteRange.ALL))
            .isInstanceOf(StoreException.Unavailable.class);
        assertThatThrownBy(() -> store.delete(location))
            .isInstanceOf(StoreException.Untouched.class);
      }
    }

    assertThat(read(store, location)).isEqualTo(TestingStreams.bytes(SIZE));
  }

  @Test
  void aStoreStartsWithoutItsClusterAndWorksOnceItIsThere() throws Exception {
    Store store;
    try (TestingCephCluster.Stopped _ = TestingCephCluster.stop("mon")) {
      store = impatient(Map.of());
      Instant before = Instant.now();
      assertThatThrownBy(() -> store.write(id, data(), SIZE))
          .isInstanceOf(StoreException.Unavailable.class);
      assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(15));
    }

    StoreLocation location = store.write(id, data(), SIZE).location();
    assertThat(read(store, location)).hasSize(SIZE);
  }

  @Test
  void aSnapshotThatCannotBeMadeTakesTheImageBack() throws Exception {
    Store store = impatient(Map.of());
    store.discard(id);

    InputStream data = data();
    try (TestingCephCluster.Stopped _ = TestingCephCluster.stop("mon")) {
      assertThatThrownBy(() -> store.write(id, data, SIZE))
          .isInstanceOf(StoreException.Unavailable.class);
    }

    assertThat(data.available()).isZero();
    discardAtLast(store);
    assertThat(TestingCephCluster.images()).doesNotContain(id);
  }

  @Test
  void aWrongKeyIsToldAndCanBePutRight() throws Exception {
    Path keyring = directory.resolve("keyring");
    Path configuration = configurationWith(keyring);
    Files.writeString(keyring, "[client.glance]\nkey = AQBmXAFrAAAAABAAkLoJ0jwTzQ0hHMBYFjD2iA==\n");
    Store store = impatient(Map.of("rbd-store-ceph-conf", configuration.toString()));

    assertThatThrownBy(() -> store.write(id, data(), SIZE))
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessage("The Ceph cluster cannot be used now.")
        .cause()
        .hasMessageContaining("client.glance")
        .hasMessageNotContaining("AQBmX");

    Files.writeString(keyring, TestingCephCluster.ceph("auth", "get", "client.glance"));
    StoreLocation location = store.write(id, data(), SIZE).location();
    store.delete(location);
  }

  @Test
  void aMissingPoolIsTold() {
    Store store = impatient(Map.of("rbd-store-pool", "no-such-pool"));

    assertThatThrownBy(() -> store.write(id, data(), SIZE))
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessage("The Ceph cluster cannot be used now.")
        .cause()
        .hasMessageContaining("no-such-pool");
    assertThatThrownBy(
            () -> store.delete(new StoreLocation("rbd://f/no-such-pool/" + id + "/snap")))
        .isInstanceOf(StoreException.Untouched.class);
  }

  @Test
  void aPoolThatIsFullIsFull() throws Exception {
    String pool = "full-" + id;
    TestingCephCluster.ceph("osd", "pool", "create", pool, "1", "1", "replicated");
    try {
      TestingCephCluster.ceph("osd", "pool", "application", "enable", pool, "rbd");
      TestingCephCluster.ceph("osd", "pool", "set-quota", pool, "max_bytes", "8M");
      Store store = impatient(Map.of("rbd-store-pool", pool, "rbd-store-user", "admin"));
      InputStream endless =
          new InputStream() {
            @Override
            public int read() throws IOException {
              try {
                Thread.sleep(5);
              } catch (InterruptedException e) {
                throw new IOException(e);
              }
              return 1;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
              target[offset] = (byte) read();
              return length;
            }
          };

      assertThatThrownBy(() -> store.write(id, endless, -1))
          .isInstanceOf(StoreException.Full.class)
          .hasMessageContaining("insufficient space available");

      discardAtLast(store);
      assertThatThrownBy(() -> store.open(new StoreLocation("rbd://" + id), ByteRange.ALL))
          .isInstanceOf(StoreException.NotFound.class);
    } finally {
      TestingCephCluster.ceph("osd", "pool", "rm", pool, pool, "--yes-i-really-really-mean-it");
    }
  }

  @Test
  void anImageWithAProtectedCloneStays() throws Exception {
    Store store = impatient(Map.of());
    StoreLocation location = store.write(id, data(), SIZE).location();
    String clone = "images/clone-of-" + id;
    TestingCephCluster.rbd(
        "clone", "--rbd-default-clone-format", "1", "images/" + id + "@snap", clone);

    assertThatThrownBy(() -> store.delete(location))
        .isInstanceOf(StoreException.InUse.class)
        .hasMessage(
            "The image cannot be deleted because it is in use through the backend store outside of"
                + " Glance.");
    assertThat(read(store, location)).isEqualTo(TestingStreams.bytes(SIZE));
    assertThat(TestingCephCluster.rbd("snap", "ls", "images/" + id)).containsPattern("snap .* yes");

    TestingCephCluster.rbd("rm", "--no-progress", clone);
    store.delete(location);
    assertThat(TestingCephCluster.images()).doesNotContain(id);
  }

  @Test
  void anImageWithACloneOfTheNewKindGoesToTheTrash() throws Exception {
    Store store = impatient(Map.of());
    StoreLocation location = store.write(id, data(), SIZE).location();
    String clone = "images/clone-of-" + id;
    TestingCephCluster.rbd(
        "clone", "--rbd-default-clone-format", "2", "images/" + id + "@snap", clone);

    store.delete(location);

    assertThatThrownBy(() -> store.delete(location)).isInstanceOf(StoreException.NotFound.class);
    String trash = TestingCephCluster.rbd("trash", "ls", "images");
    assertThat(trash).contains(id);
    TestingCephCluster.rbd("rm", "--no-progress", clone);
    String trashed = trash.lines().filter(line -> line.contains(id)).findFirst().orElseThrow();
    TestingCephCluster.rbd("trash", "rm", "--no-progress", "images/" + trashed.split("\\s+")[0]);
  }

  @Test
  void anImageWithAnotherSnapshotGoesToTheTrash() throws Exception {
    Store store = impatient(Map.of());
    StoreLocation location = store.write(id, data(), SIZE).location();
    TestingCephCluster.rbd("snap", "create", "--no-progress", "images/" + id + "@mine");

    store.delete(location);

    String trash = TestingCephCluster.rbd("trash", "ls", "images");
    assertThat(trash).contains(id);
    String trashed =
        trash.lines().filter(line -> line.contains(id)).findFirst().orElseThrow().split("\\s+")[0];
    TestingCephCluster.rbd("snap", "purge", "--no-progress", "-p", "images", "--image-id", trashed);
    TestingCephCluster.rbd("trash", "rm", "--no-progress", "images/" + trashed);
  }

  @Test
  void anImageThatSomebodyHasOpenStaysWhole() throws Exception {
    Store store = impatient(Map.of());
    StoreLocation location = store.write(id, data(), SIZE).location();

    Process other = new ProcessBuilder("rbd", "--id", "glance", "watch", "images/" + id).start();
    try {
      awaitWatcher();
      assertThatThrownBy(() -> store.delete(location)).isInstanceOf(StoreException.InUse.class);
      assertThat(read(store, location)).isEqualTo(TestingStreams.bytes(SIZE));
      assertThat(TestingCephCluster.rbd("snap", "ls", "images/" + id))
          .containsPattern("snap .* yes");
    } finally {
      endInOrder(other);
    }

    store.delete(location);
  }

  @Test
  void anImageThatIsDeletedWhileItIsReadIsNotReadToTheEnd() throws Exception {
    Store store = impatient(Map.of());
    StoreLocation location = store.write(id, data(), SIZE).location();

    try (OpenImage image = store.open(location, ByteRange.ALL)) {
      image.stream().readNBytes(1000);
      store.delete(location);

      assertThatThrownBy(() -> image.stream().readAllBytes())
          .isInstanceOf(StoreException.NotFound.class);
    }
  }

  @Test
  void whatAKilledWriterLeftIsDiscardedWhenItsTimeHasRunOut() throws Exception {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                WriterMain.class.getName(),
                id)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(writer.getInputStream().read()).isEqualTo('.');
    Store store = impatient(Map.of());
    assertThatThrownBy(() -> store.discard(id)).isInstanceOf(StoreException.Unavailable.class);

    writer.destroyForcibly().waitFor();
    assertThatThrownBy(() -> store.discard(id)).isInstanceOf(StoreException.Unavailable.class);
    assertThatThrownBy(() -> store.write(id, data(), SIZE))
        .isInstanceOf(StoreException.Duplicate.class);

    discardAtLast(store);
    assertThat(TestingCephCluster.images()).doesNotContain(id);
  }

  @Test
  void aClientThatTheClusterShutOutConnectsAgain() throws Exception {
    Store store = impatient(Map.of());

    failHalfWay(
        store,
        () -> {
          TestingCephCluster.ceph("osd", "blocklist", "add", awaitWatcher(), "30");
          return () -> {};
        });

    discardAtLast(store);
    StoreLocation location = store.write(id, data(), SIZE).location();
    assertThat(read(store, location)).isEqualTo(TestingStreams.bytes(SIZE));
  }

  /**
   * Writes one half, begins the trouble, and goes on; the trouble ends when the write has failed.
   */
  private void failHalfWay(Store store, Callable<TestingCephCluster.Stopped> trouble)
      throws Exception {
    CountDownLatch halfWay = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    InputStream data = TestingStreams.pausing(data(), SIZE / 2, halfWay, goOn);

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> writing = threads.submit(() -> store.write(id, data, SIZE));
      assertThat(halfWay.await(60, TimeUnit.SECONDS)).isTrue();
      try (TestingCephCluster.Stopped _ = trouble.call()) {
        goOn.countDown();
        assertThatThrownBy(() -> writing.get(60, TimeUnit.SECONDS))
            .hasCauseInstanceOf(StoreException.Unavailable.class);
      }
    }
  }

  @Test
  void aConnectionThatIsGivenUpLastsUntilItIsShutOutThoughItsLastCallComesBack() throws Exception {
    RbdStoreProperties options = TestingCephCluster.options(Map.of());
    var connection = new ClusterConnection(CephLibraries.load().rados(), options);
    Cluster cluster = connection.enter();
    Runnable call = () -> {};
    cluster.stick(call);
    cluster.retire();
    assertThat(cluster.giveUp()).containsExactly(call);

    cluster.leave(call);

    assertThat(cluster.addresses()).contains("127.0.0.1");
    cluster.leave();
  }

  @Test
  void aWriterThatWasTakenForDeadLeavesTheImageOfItsSuccessorAlone() throws Exception {
    RbdStoreProperties options = TestingCephCluster.options(Map.of());
    CephLibraries libraries = CephLibraries.load();
    RbdImages images =
        new RbdImages(libraries.rbd(), new ClusterConnection(libraries.rados(), options), options);
    NewImage first = images.create(id, 0, new Unfinished().claim(id));
    first.opened().close();
    Store successor = impatient(Map.of());
    discardAtLast(successor);
    StoreLocation location = successor.write(id, data(), SIZE).location();

    first.close();
    assertThatThrownBy(() -> images.takeBack(id, null)).isInstanceOf(CephError.class);

    assertThat(read(successor, location)).isEqualTo(TestingStreams.bytes(SIZE));
    assertThat(TestingCephCluster.rbd("snap", "ls", "images/" + id)).containsPattern("snap .* yes");
    successor.delete(location);
  }

  private Store impatient(Map<String, String> options) {
    Map<String, String> all = new HashMap<>(options);
    all.put("rados-connect-timeout", "2");
    return RbdStoreFactory.open(TestingCephCluster.options(all));
  }

  private Path configurationWith(Path keyring) throws IOException {
    String configuration = Files.readString(Path.of(TestingCephCluster.configuration()));
    return Files.writeString(
        directory.resolve("ceph.conf"),
        configuration + "[client.glance]\nkeyring = " + keyring + "\n");
  }

  private void discardAtLast(Store store) throws Exception {
    Instant end = Instant.now().plusSeconds(90);
    while (true) {
      try {
        store.discard(id);
        return;
      } catch (StoreException.Unavailable e) {
        assertThat(Instant.now()).withFailMessage(() -> e.toString()).isBefore(end);
        Thread.sleep(1000);
      }
    }
  }

  private String awaitWatcher() throws Exception {
    Instant end = Instant.now().plusSeconds(30);
    while (Instant.now().isBefore(end)) {
      Matcher watcher = WATCHER.matcher(TestingCephCluster.rbd("status", "images/" + id));
      if (watcher.find()) {
        return watcher.group(1);
      }
    }
    throw new AssertionError("nobody has the image open");
  }

  /** Lets {@code rbd watch} close the image: of one that is killed the cluster would not know. */
  private static void endInOrder(Process watching) throws Exception {
    watching.getOutputStream().write('\n');
    watching.getOutputStream().close();
    if (!watching.waitFor(30, TimeUnit.SECONDS)) {
      watching.destroyForcibly().waitFor();
    }
  }

  private static InputStream data() {
    return new ByteArrayInputStream(TestingStreams.bytes(SIZE));
  }

  private static byte[] read(Store store, StoreLocation location) throws IOException {
    try (OpenImage image = store.open(location, ByteRange.ALL)) {
      return image.stream().readAllBytes();
    }
  }

  /** Writes a bit, says so, and waits to be killed. */
  static final class WriterMain {
    public static void main(String[] arguments) throws Exception {
      InputStream data =
          new InputStream() {
            private long count;

            @Override
            public int read() throws IOException {
              if (++count == SIZE) {
                System.out.print('.');
                System.out.flush();
                LockSupport.park();
              }
              return (int) (count & 0xff);
            }
          };
      TestingCephCluster.store().write(arguments[0], data, -1);
    }
  }
}
