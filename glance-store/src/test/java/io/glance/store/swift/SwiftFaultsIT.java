package io.glance.store.swift;

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
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a store does when a real Swift is in trouble. */
@Tag("swift")
@Timeout(180)
class SwiftFaultsIT {
  private static final int SIZE = 3_000_000;

  private final String id = UUID.randomUUID().toString();
  private final byte[] bytes = TestingStreams.bytes(SIZE);

  @Test
  void aTokenThatIsForgottenInTheMiddleOfAnUploadIsRenewed() throws Exception {
    Store store = TestingSwift.inSegments(TestingSwift.store(RealSwift.firstVersion()), 1_000_000);
    var data = new Interrupted(bytes, 1_500_000, SwiftFaultsIT::forgetTokens);

    StoreLocation location = store.write(id, data, SIZE).location();

    assertThat(read(store, location)).isEqualTo(bytes);
  }

  @Test
  void aWrongKeyIsUnavailable() {
    Map<String, String> options = RealSwift.firstVersion();
    options.put("swift-store-key", "wrong");

    assertThatThrownBy(() -> TestingSwift.store(options).write(id, data(), SIZE))
        .isInstanceOf(StoreException.Unavailable.class)
        .hasMessageNotContaining("wrong");
  }

  @Test
  void whoMayOnlyLookIsForbidden() {
    Map<String, String> options = RealSwift.firstVersion();
    options.put("swift-store-user", "test:reader");
    options.put("swift-store-key", "reading");

    assertThatThrownBy(() -> TestingSwift.store(options).write(id, data(), SIZE))
        .isInstanceOf(StoreException.WriteDenied.class);
  }

  @Test
  void aContainerWhoseQuotaIsUsedUpIsFullAndNothingIsLeft() throws Exception {
    Map<String, String> options = RealSwift.firstVersion();
    SwiftStore store = TestingSwift.store(options);
    store.delete(store.write(id, data(), SIZE).location());
    SwiftObjects objects = store.objectsOfNewImages();
    String container = options.get("swift-store-container");
    SwiftAnswer limited =
        objects.ask(
            "POST",
            SwiftPath.ofContainer(container),
            Map.of("X-Container-Meta-Quota-Bytes", "1500000"));
    assertThat(limited.isSuccess()).isTrue();

    assertThatThrownBy(() -> store.write(id, data(), SIZE)).isInstanceOf(StoreException.Full.class);
    assertThatThrownBy(() -> TestingSwift.inSegments(store, 2_000_000).write(id, data(), SIZE))
        .isInstanceOf(StoreException.Full.class);

    assertThat(objects.list(container, "")).isEmpty();
  }

  @Test
  void aSwiftThatStopsInTheMiddleOfAnUploadIsUnavailable() throws Exception {
    SwiftStore store = TestingSwift.store(RealSwift.firstVersion(), RealSwift.SHORT);
    var data = new Interrupted(bytes, 1_500_000, () -> signalProxy("STOP"));
    try {
      assertThatThrownBy(() -> store.write(id, data, SIZE))
          .isInstanceOf(StoreException.Unavailable.class);
    } finally {
      signalProxy("CONT");
    }

    // What it had taken before it stopped it may keep when it goes on: the caller's duty.
    store.discard(id);
    StoreLocation location = store.write(id, data(), SIZE).location();
    assertThat(read(store, location)).isEqualTo(bytes);
  }

  private static ByteArrayInputStream dataOf(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private ByteArrayInputStream data() {
    return dataOf(bytes);
  }

  private static byte[] read(Store store, StoreLocation location) throws IOException {
    try (OpenImage image = store.open(location, ByteRange.ALL)) {
      return image.stream().readAllBytes();
    }
  }

  /** Swift keeps tokens of its own accounts in memcached. */
  private static void forgetTokens() throws IOException {
    int port = URI.create(RealSwift.variable("TESTBED_SWIFT_AUTH_URL")).getPort() + 4;
    try (Socket memcached = new Socket("127.0.0.1", port)) {
      memcached.getOutputStream().write("flush_all\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(memcached.getInputStream().readNBytes(2), StandardCharsets.US_ASCII))
          .isEqualTo("OK");
    }
  }

  /** All processes of the proxy that the testbed started. */
  private static void signalProxy(String signal) throws IOException {
    Path file = Path.of(RealSwift.variable("TESTBED_SWIFT_STATE"), "proxy.pid");
    Process kill =
        new ProcessBuilder("kill", "-" + signal, "--", "-" + Files.readString(file).strip())
            .start();
    try {
      assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private interface Event {
    void happen() throws IOException;
  }

  /** Something happens when the data are read up to a place. */
  private static final class Interrupted extends ByteArrayInputStream {
    private final int place;
    private final Event event;
    private boolean happened;

    private Interrupted(byte[] bytes, int place, Event event) {
      super(bytes);
      this.place = place;
      this.event = event;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (!happened && pos >= place) {
        happened = true;
        try {
          event.happen();
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      }
      return super.read(target, offset, length);
    }
  }
}
