package io.glance.store.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.glance.store.ByteRange;
import io.glance.store.Capability;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.checked.CheckedStore;
import io.glance.store.testing.RecordedLog;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Stores whose options are missing. */
class StoreOpeningTest {
  @TempDir Path directory;

  @RegisterExtension final RecordedLog logged = new RecordedLog(StoreOpening.class);

  @Test
  void oneThatIsNotTheDefaultIsOutOfServiceAndTheLogNamesTheOption() {
    Stores stores = open(Map.of("oslo.glance-store.stores", "file,http,s3"));

    assertThat(stores.named("s3").orElseThrow().capabilities()).doesNotContain(Capability.WRITE);
    assertThat(stores.defaultStore().capabilities()).contains(Capability.WRITE);
    assertThat(logged.events())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getLevel()).isEqualTo(Level.ERROR);
          assertThat(event.getFormattedMessage())
              .startsWith("[glance_store] s3: Failed to configure store correctly: s3_store_host");
        });
  }

  @Test
  void theDefaultStopsTheStart() {
    Map<String, String> options =
        Map.of(
            "oslo.glance-store.stores", "file,s3",
            "oslo.glance-store.default-store", "s3");

    assertThatThrownBy(() -> open(options)).hasStackTraceContaining("s3_store_host");
  }

  @Test
  void ofSeveralOnlyTheDefaultStopsTheStart() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("oslo.default.enabled-backends.here", "file");
    options.put("oslo.default.enabled-backends.there", "s3");
    options.put("oslo.here.filesystem-store-datadir", directory.toString());
    options.put("oslo.glance-store.default-backend", "here");

    assertThat(open(options).backends())
        .extracting(BackendDescription::isReadOnly)
        .containsExactly(false, true);
    assertThat(logged.events())
        .singleElement()
        .extracting(ILoggingEvent::getFormattedMessage)
        .asString()
        .startsWith("[there] s3: Failed to configure store correctly: s3_store_host");

    options.put("oslo.glance-store.default-backend", "there");
    assertThatThrownBy(() -> open(options)).hasStackTraceContaining("s3_store_host");
  }

  @Test
  void aValueThatCannotBeReadIsNamedWithItsOption() {
    open(
        Map.of(
            "oslo.glance-store.stores", "file,rbd",
            "oslo.glance-store.rbd-store-chunk-size", "huge"));

    assertThat(logged.events())
        .singleElement()
        .extracting(ILoggingEvent::getFormattedMessage)
        .asString()
        .contains("rbd-store-chunk-size", "huge");
  }

  @Test
  void nothingIsTakenForGoneThere() throws Exception {
    Stores stores = open(Map.of("oslo.glance-store.stores", "file,s3"));
    StoreLocation location = new StoreLocation("s3://a:b@host/bucket/id");
    CheckedStore store = stores.forLocation(location);

    assertThat(store.owns(location)).isFalse();
    assertThatThrownBy(() -> store.write("id", InputStream.nullInputStream(), 0))
        .isInstanceOf(StoreException.Unsupported.class)
        .hasMessage("Configuration for store failed. Adding images to this store is disabled.");
    assertThatThrownBy(() -> store.open(location, ByteRange.ALL))
        .isInstanceOf(StoreException.Unavailable.class);
    assertThatThrownBy(() -> store.size(location)).isInstanceOf(StoreException.Unavailable.class);
    assertThatThrownBy(() -> store.delete(location)).isInstanceOf(StoreException.Unavailable.class);
    assertThatThrownBy(() -> store.discard("id")).isInstanceOf(StoreException.Unavailable.class);
  }

  private Stores open(Map<String, String> options) {
    Map<String, String> properties = new LinkedHashMap<>(options);
    properties.put("oslo.glance-store.filesystem-store-datadir", directory.toString());
    return Stores.open(new Binder(new MapConfigurationPropertySource(properties)));
  }
}
