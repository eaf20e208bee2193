package io.glance.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.config.Secret;
import io.glance.store.ByteRange;
import io.glance.store.OpenImage;
import io.glance.store.Store;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.Written;
import io.glance.store.testing.BreakingProxy;
import io.glance.store.testing.TestingStreams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong with a real server: RadosGW. */
@Tag("s3")
@Timeout(180)
class S3FaultsIT {
  private static final byte[] LARGE = TestingStreams.bytes(23 * 1024 * 1024);
  private static final String BUCKET = RealS3.bucket();
  private static final S3Timeouts SHORT =
      new S3Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5));

  private final String id = UUID.randomUUID().toString();
  private final RealS3 server = RealS3.radosGateway();

  @Test
  void aConnectionThatBreaksWithinAPartIsReplaced() throws Exception {
    try (BreakingProxy proxy = new BreakingProxy(server.host())) {
      Store store = through(proxy);
      proxy.breakUpAfter(13_000_000);

      Written written = store.write(id, stream(), LARGE.length);

      assertThat(read(written.location())).isEqualTo(LARGE);
    }
  }

  @Test
  void aConnectionThatBreaksWithinAReadIsReplaced() throws Exception {
    try (BreakingProxy proxy = new BreakingProxy(server.host())) {
      Store store = through(proxy);
      Written written = store.write(id, stream(), LARGE.length);
      proxy.breakDownAfter(9_000_000);

      try (OpenImage image = store.open(written.location(), ByteRange.ALL)) {
        assertThat(image.stream().readAllBytes()).isEqualTo(LARGE);
      }
    }
  }

  @Test
  void aServerThatStopsWithinAWriteLeavesNothingOnceItIsBack() throws Exception {
    try (BreakingProxy proxy = new BreakingProxy(server.host())) {
      Store store = through(proxy);
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      InputStream data = TestingStreams.pausing(stream(), 6_000_000, begun, goOn);
      Thread stopping =
          Thread.ofVirtual()
              .start(() -> {
                await(begun);
                proxy.refuse(true);
                goOn.countDown();
              });

      assertThatThrownBy(() -> store.write(id, data, LARGE.length)).isInstanceOf(IOException.class);

      stopping.join();
      assertThat(begun.getCount()).isZero();
      proxy.refuse(false);
      store().discard(id);
      assertThat(unfinished()).isEmpty();
      assertThatThrownBy(() -> store().size(location()))
          .isInstanceOf(StoreException.NotFound.class);
    }
  }

  @Test
  void aServerThatSaysNothingIsUnavailable() throws Exception {
    try (BreakingProxy proxy = new BreakingProxy(server.host())) {
      Store store = through(proxy);
      proxy.stall(true);

      assertThatThrownBy(() -> store.size(location()))
          .isInstanceOf(StoreException.Unavailable.class);
      proxy.stall(false);
    }
  }

  @Test
  void aWrongSecretIsForbidden() {
    Store store =
        new S3Store(
            new RealS3(server.host(), server.accessKey(), Secret.of("wrong")).in(BUCKET, Map.of()),
            PartMemory.ofThisProcess());

    assertThatThrownBy(() -> store.write(id, stream(), LARGE.length))
        .isInstanceOf(StoreException.Forbidden.class);
    assertThatThrownBy(() -> store.open(location(), ByteRange.ALL))
        .isInstanceOf(StoreException.Forbidden.class);
  }

  @Test
  void aMissingBucketHasNothingAndTakesNothing() throws Exception {
    Map<String, String> strict = Map.of("s3-store-create-bucket-on-put", "false");
    Store store = new S3Store(server.in(RealS3.bucket(), strict), PartMemory.ofThisProcess());

    assertThatThrownBy(() -> store.write(id, stream(), LARGE.length))
        .hasMessageContaining("does not exist in S3");
    store.discard(id);
  }

  @Test
  void aUsedUpQuotaIsFull() throws Exception {
    RealS3 small =
        new RealS3(
            server.host(),
            Secret.of(System.getenv("TESTBED_S3_SMALL_ACCESS_KEY")),
            server.secretKey());
    S3StoreProperties options = small.in(RealS3.bucket(), TestingStores.IN_PARTS);
    Store store = new S3Store(options, PartMemory.ofThisProcess());

    assertThatThrownBy(() -> store.write(id, stream(), LARGE.length))
        .isInstanceOf(StoreException.Full.class);

    S3Connection connection = new S3Connection(options, SHORT);
    assertThat(new S3Bucket(connection, options.s3StoreBucket()).uploads().unfinished(id))
        .isEmpty();
  }

  @Test
  void theServersCertificateIsChecked() throws Exception {
    RealS3 encrypted =
        new RealS3(System.getenv("TESTBED_S3_TLS_HOST"), server.accessKey(), server.secretKey());
    Map<String, String> trusting = new HashMap<>(TestingStores.IN_PARTS);
    trusting.put("s3-store-cacert", System.getenv("TESTBED_S3_CACERT"));
    Store store = new S3Store(encrypted.in(BUCKET, trusting), PartMemory.ofThisProcess());
    Store suspicious = new S3Store(encrypted.in(BUCKET, Map.of()), PartMemory.ofThisProcess());

    Written written = store.write(id, stream(), LARGE.length);

    assertThat(written.location().url()).startsWith("s3+https://");
    assertThat(read(written.location())).isEqualTo(LARGE);
    assertThatThrownBy(() -> suspicious.size(written.location()))
        .isInstanceOf(StoreException.Unavailable.class);
  }

  @Test
  void whatAKilledWriterLeftIsDiscarded() throws Exception {
    store().write(id, new ByteArrayInputStream(new byte[1]), 1);
    store().discard(id);
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EndlessWriter.class.getName(),
                BUCKET,
                id)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      while (!unfinished().iterator().hasNext()) {
        assertThat(writer.isAlive()).isTrue();
        TimeUnit.MILLISECONDS.sleep(100);
      }
    } finally {
      writer.destroyForcibly().waitFor();
    }

    store().discard(id);

    assertThat(unfinished()).isEmpty();
    store().write(id, stream(), LARGE.length);
    assertThat(read(location())).isEqualTo(LARGE);
  }

  /** Writes until it is killed. */
  static final class EndlessWriter {
    private EndlessWriter() {}

    public static void main(String[] arguments) throws Exception {
      S3StoreProperties options = RealS3.radosGateway().in(arguments[0], TestingStores.IN_PARTS);
      new S3Store(options, PartMemory.ofThisProcess())
          .write(arguments[1], TestingStreams.zeros(Long.MAX_VALUE), -1);
    }
  }

  private Store store() {
    return new S3Store(server.in(BUCKET, TestingStores.IN_PARTS), PartMemory.ofThisProcess());
  }

  private Store through(BreakingProxy proxy) {
    RealS3 behind = new RealS3(proxy.host(), server.accessKey(), server.secretKey());
    return new S3Store(
        behind.in(BUCKET, TestingStores.IN_PARTS), PartMemory.ofThisProcess(), SHORT);
  }

  private Iterable<S3Uploads.Handle> unfinished() throws IOException {
    S3Connection connection = new S3Connection(server.in(BUCKET, Map.of()), SHORT);
    return new S3Bucket(connection, BUCKET).uploads().unfinished(id);
  }

  private byte[] read(StoreLocation location) throws IOException {
    try (OpenImage image = store().open(location, ByteRange.ALL)) {
      return image.stream().readAllBytes();
    }
  }

  private StoreLocation location() {
    return new StoreLocation("s3://any/%s/%s".formatted(BUCKET, id));
  }

  private static InputStream stream() {
    return new ByteArrayInputStream(LARGE);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
