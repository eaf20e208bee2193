package io.glance.store.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.checked.CheckedStore;
import io.glance.store.testing.RecordedLog;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class StoresTest {
  @TempDir Path directory;

  @RegisterExtension final RecordedLog logged = new RecordedLog(SingleStores.class);

  @Test
  void filesAreTheDefaultWithoutAWord() throws Exception {
    Stores stores = open(Map.of());

    assertThat(stores.defaultStore().backend()).isEqualTo("file");
    assertThat(logged.events()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "file, file",
    "filesystem, filesystem",
    "glance.store.filesystem.Store, file",
    "glance_store._drivers.filesystem.Store, filesystem"
  })
  void theFileStoreHasManyNames(String name, String defaultStore) {
    Stores stores = open(Map.of("stores", name, "default-store", defaultStore));

    assertThat(stores.defaultStore().backend()).isEqualTo("file");
  }

  @Test
  void webServersAreReadUnlessTheListLeavesThemOut() throws Exception {
    StoreLocation location = new StoreLocation("HTTPS://images.example/file");

    assertThat(open(Map.of()).forLocation(location).backend()).isEqualTo("http");
    assertThat(open(Map.of("stores", "file,https")).forLocation(location).backend())
        .isEqualTo("http");
    assertThatThrownBy(() -> open(Map.of("stores", "file")).forLocation(location))
        .hasMessage("Unknown scheme 'https' found in URI");
  }

  @Test
  void aDriverNamedTwiceIsOneStore() {
    assertThat(open(Map.of("stores", "file,filesystem,memory")).all())
        .extracting(CheckedStore::backend)
        .containsExactly("file", "memory");
  }

  @Test
  void theDefaultIsFoundByScheme() {
    Stores stores = open(Map.of("stores", "file,memory", "default-store", "memory"));

    assertThat(stores.defaultStore().backend()).isEqualTo("memory");
  }

  @Test
  void storesAreFoundByNameAndByLocation() throws Exception {
    Stores stores = open(Map.of("stores", "file,memory"));
    StoreLocation location = new StoreLocation("filesystem:///x");

    assertThat(stores.isMultiple()).isFalse();
    assertThat(stores.forLocation(location).backend()).isEqualTo("file");
    assertThat(stores.forLocation(location, "memory").backend()).isEqualTo("file");
    assertThat(stores.forLocation(location, "renamed").backend()).isEqualTo("file");
    assertThat(stores.forLocation(location, null).backend()).isEqualTo("file");
    assertThat(stores.named("memory")).isPresent();
    assertThat(stores.named("swift")).isEmpty();
  }

  @Test
  void locationsOfNoStoreAreRefused() {
    Stores stores = open(Map.of());

    assertThatThrownBy(() -> stores.forLocation(new StoreLocation("Gopher://secret@x/y")))
        .isInstanceOf(StoreException.BadLocation.class)
        .hasMessage("Unknown scheme 'gopher' found in URI");
  }

  @ParameterizedTest
  @CsvSource({
    "cinder, cinder",
    "glance.store.vmware_datastore.Store, vmware",
    "sheepdog, sheepdog"
  })
  void driversThatAreNotHereAreWarnedOf(String name, String driver) {
    open(Map.of("stores", "file," + name));

    assertThat(logged.events())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getLevel()).isEqualTo(Level.WARN);
          assertThat(event.getFormattedMessage())
              .startsWith(
                  "[glance_store] stores names %s: this release has no driver '%s' yet"
                      .formatted(name, driver));
        });
  }

  @Test
  void namesOfNothingAreWarnedOf() {
    open(Map.of("stores", "file,floppy"));

    assertThat(logged.events())
        .singleElement()
        .extracting(ILoggingEvent::getFormattedMessage)
        .isEqualTo(
            "[glance_store] stores names floppy, which is no store; known are [file, http, memory, swift, rbd, s3]");
  }

  @Test
  void aDefaultWithoutADriverStopsTheStart() {
    assertThatIllegalStateException()
        .isThrownBy(() -> open(Map.of("stores", "file,cinder", "default-store", "cinder")))
        .withMessage(
            "[glance_store] default_store = cinder: this release has no driver 'cinder' yet; it has [file, http, memory, swift, rbd, s3]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "floppy"})
  void aDefaultThatIsNotListedStopsTheStart(String defaultStore) {
    assertThatIllegalStateException()
        .isThrownBy(() -> open(Map.of("stores", "file", "default-store", defaultStore)))
        .withMessageContaining("Store for scheme %s not found", defaultStore);
  }

  @Test
  void noStoreAtAllIsRefused() {
    assertThatThrownBy(() -> new GlanceStoreProperties(List.of(), "file", null))
        .hasMessage("stores is empty, must name at least one store");
    assertThatThrownBy(() -> new GlanceStoreProperties(List.of("file"), " ", null))
        .hasMessage("default_store is empty, must be the scheme of a store");
  }

  private Stores open(Map<String, String> options) {
    Map<String, String> properties = new HashMap<>();
    options.forEach((name, value) -> properties.put("oslo.glance-store." + name, value));
    properties.put("oslo.glance-store.filesystem-store-datadir", directory.toString());
    return Stores.open(new Binder(new MapConfigurationPropertySource(properties)));
  }
}
