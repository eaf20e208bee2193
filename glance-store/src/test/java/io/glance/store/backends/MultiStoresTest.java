package io.glance.store.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.config.ConfigSearch;
import io.glance.common.config.OsloEnvironment;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.Written;
import io.glance.store.checked.CheckedStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MutablePropertySources;

class MultiStoresTest {
  private static final String TWO =
      """
      [DEFAULT]
      enabled_backends = fast:file, Cheap_1:filesystem, ram:memory
      [glance_store]
      default_backend = Cheap_1
      [fast]
      filesystem_store_datadir = DIR/fast
      store_description = Fast and dear
      weight = 10
      [cheap_1]
      filesystem_store_datadir = DIR/cheap
      filesystem_store_chunk_size = 4096
      filesystem_thin_provisioning = true
      [ram]
      weight = -1
      [os_glance_staging_store]
      filesystem_store_datadir = DIR/staging
      """;

  @TempDir Path directory;

  @Test
  void storesHaveTheNamesAndOptionsOfTheirSections() throws Exception {
    Stores stores = open(TWO);

    assertThat(stores.isMultiple()).isTrue();
    assertThat(stores.all())
        .extracting(CheckedStore::backend)
        .containsExactly("fast", "Cheap_1", "ram");
    assertThat(stores.defaultStore().backend()).isEqualTo("Cheap_1");
    assertThat(stores.backends())
        .containsExactly(
            new BackendDescription(
                "fast", "Fast and dear", "file", false, false, 10, details("fast", 65536, false)),
            new BackendDescription(
                "Cheap_1", null, "file", false, true, 0, details("cheap", 4096, true)),
            new BackendDescription("ram", null, "memory", false, false, -1, Map.of()));
  }

  @Test
  void whatWasNotedDecidesWhoseALocationIs() throws Exception {
    Stores stores = open(TWO);
    StoreLocation inFast = new StoreLocation("file://" + directory + "/fast/x");

    assertThat(stores.forLocation(inFast, "Cheap_1").backend()).isEqualTo("Cheap_1");
    assertThat(stores.idFor(inFast, "Cheap_1")).contains("Cheap_1");
  }

  @ParameterizedTest
  @CsvSource({
    "file, /fast/x, , fast",
    "filesystem, /cheap/x, , Cheap_1",
    "file, /cheap/x, renamed, Cheap_1",
    "file, /cheap/x, ram, Cheap_1",
    "file, /cheap/x, os_glance_staging_store, Cheap_1",
    "memory, x, , ram"
  })
  void whereNothingUsefulWasNotedTheDirectoryDecides(
      String scheme, String path, String noted, String store) throws Exception {
    Stores stores = open(TWO);
    String place = scheme.equals("memory") ? path : directory + path;

    StoreLocation location = new StoreLocation(scheme + "://" + place);

    assertThat(stores.forLocation(location, noted).backend()).isEqualTo(store);
  }

  @Test
  void theIdOfALocationIsFoundUnlessItIsOfNoStoreHere() throws Exception {
    Stores stores = open(TWO);

    assertThat(stores.idFor(new StoreLocation("file://" + directory + "/fast/x"), null))
        .contains("fast");
    assertThat(stores.idFor(new StoreLocation("file:///elsewhere/x"), null)).isEmpty();
    assertThat(stores.idFor(new StoreLocation("rbd://x"), "ceph")).contains("ceph");
  }

  @Test
  void aLocationOfNoStoreIsRefused() throws Exception {
    Stores stores = open(TWO);
    StoreLocation elsewhere = new StoreLocation("file:///elsewhere/x");

    assertThatThrownBy(() -> stores.forLocation(elsewhere).delete(elsewhere))
        .isInstanceOf(StoreException.BadLocation.class);
    assertThatThrownBy(() -> stores.forLocation(new StoreLocation("rbd://x"), "fast"))
        .isInstanceOf(StoreException.BadLocation.class)
        .hasMessage("Unknown scheme 'rbd' found in URI");
  }

  @Test
  void theStoreIsNotedWithWhatItsDriverNotes() throws Exception {
    Stores stores = open(TWO);
    CheckedStore fast = stores.named("fast").orElseThrow();
    Written written =
        new Written(new StoreLocation("file:///x"), 1, Map.of("mountpoint", "/mnt", "store", "no"));

    assertThat(stores.metadata(fast, written))
        .isEqualTo(Map.of("mountpoint", "/mnt", "store", "fast"));
  }

  @Test
  void withOneStoreNothingIsNoted() throws Exception {
    Stores stores = open("[glance_store]\nfilesystem_store_datadir = DIR/images\n");

    assertThat(
            stores.metadata(stores.defaultStore(), new Written(new StoreLocation("file:///x"), 1)))
        .isEmpty();
    assertThat(stores.idFor(new StoreLocation("file:///x"), null)).isEmpty();
  }

  /** An upload of the days when there was one store may wait to be taken back. */
  @Test
  void theNameOfADriverMeansAllItsStores() throws Exception {
    Stores stores = open(TWO);

    assertThat(stores.knownNames()).containsExactly("fast", "Cheap_1", "ram", "file", "memory");
    assertThat(stores.meantBy("file"))
        .extracting(CheckedStore::backend)
        .containsExactly("fast", "Cheap_1");
    assertThat(stores.meantBy("fast")).extracting(CheckedStore::backend).containsExactly("fast");
    assertThat(stores.meantBy("slow")).isEmpty();
    assertThat(open("[glance_store]\nfilesystem_store_datadir = DIR/images").knownNames())
        .containsExactly("file", "http");
  }

  @Test
  void unknownStoresHaveNoWeight() throws Exception {
    Stores stores = open(TWO);

    assertThat(stores.weight("fast")).isEqualTo(10);
    assertThat(stores.weight("ram")).isEqualTo(-1);
    assertThat(stores.weight("gone")).isZero();
    assertThat(stores.weight(null)).isZero();
  }

  @Test
  void theServicesOwnStoresAreFoundByNoNameAndNoLocation() throws Exception {
    Stores stores = open(TWO);
    Written staged = stores.staging().write("x", new ByteArrayInputStream(new byte[] {1, 2}), 2);

    assertThat(directory.resolve("staging/x")).hasSize(2);
    assertThat(stores.stagingDirectory()).isEqualTo(directory.resolve("staging"));
    assertThat(stores.named("os_glance_staging_store")).isEmpty();
    assertThat(stores.named("os_glance_tasks_store")).isEmpty();
    assertThat(stores.all()).doesNotContain(stores.staging());
    assertThat(stores.idFor(staged.location(), "os_glance_staging_store"))
        .contains("os_glance_staging_store");
    assertThatThrownBy(() ->
            stores
                .forLocation(staged.location(), "os_glance_staging_store")
                .delete(staged.location()))
        .isInstanceOf(StoreException.BadLocation.class);
  }

  @Test
  void theServicesOwnDirectoryHasTheNameOfTheOriginal() throws Exception {
    Stores stores =
        open(
            """
            [DEFAULT]
            enabled_backends = ram:memory
            [glance_store]
            default_backend = ram
            """);

    assertThat(stores.stagingDirectory())
        .isEqualTo(Path.of("/var/lib/glance/os_glance_staging_store"));
  }

  @Test
  void withOneStoreStagingHasItsOldPlace() throws Exception {
    Stores stores =
        open(
            """
            [DEFAULT]
            node_staging_uri = file://DIR/stage/
            [glance_store]
            filesystem_store_datadir = DIR/images
            """);

    assertThat(stores.stagingDirectory()).isEqualTo(directory.resolve("stage"));
    assertThat(open("[glance_store]\nfilesystem_store_datadir = DIR/images").stagingDirectory())
        .isEqualTo(Path.of("/tmp/staging"));
  }

  @Test
  void withOneStoreAStagingOverTheImagesStopsTheStart() {
    assertThatIllegalStateException()
        .isThrownBy(() ->
            open(
                "[DEFAULT]\nnode_staging_uri = file://DIR/images/\n[glance_store]\nfilesystem_store_datadir = DIR/images"))
        .withMessageStartingWith("[DEFAULT] node_staging_uri and [glance_store] have the same");
  }

  @Test
  void aPlaceToStageThatCannotBeMadeRefusesWritesUntilItCan() throws Exception {
    Path file = Files.writeString(directory.resolve("staging"), "not a directory");
    Stores stores = open(TWO);

    assertThatThrownBy(() -> stage(stores)).isInstanceOf(StoreException.Unsupported.class);
    Files.delete(file);

    assertThat(stage(stores).size()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fast:file      |         | [glance_store] default_backend: 'default_backend' config option is not set.",
        "fast:file      | cheap   | [glance_store] default_backend = cheap: Store for identifier cheap not found; it must be one of [fast]",
        "fast:file      | os_glance_staging_store | [glance_store] default_backend = os_glance_staging_store: Store for identifier os_glance_staging_store not found; it must be one of [fast]",
        "fast:cinder    | fast    | [DEFAULT] enabled_backends = fast:cinder: this release has no driver 'cinder' yet; it has [file, http, memory, swift, rbd, s3]",
        "fast:floppy    | fast    | [DEFAULT] enabled_backends = fast:floppy: floppy is no type of store; known are [file, http, memory, swift, rbd, s3]",
        "a_b:file,A-b:file | a_b  | '[DEFAULT] enabled_backends: the ids a_b and A-b must differ in more than case, - and _'",
      })
  void whatCannotBeMeantStopsTheStart(String enabled, String defaultBackend, String message) {
    String chosen = defaultBackend == null ? "" : "default_backend = " + defaultBackend + "\n";
    String text =
        "[DEFAULT]\nenabled_backends = %s\n[glance_store]\n%s[fast]\nfilesystem_store_datadir = DIR/f\n"
            .formatted(enabled, chosen);

    assertThatIllegalStateException().isThrownBy(() -> open(text)).withMessage(message);
  }

  @Test
  void reservedIdsAreRefused() {
    assertThatThrownBy(
            () -> new EnabledBackendsProperties(Map.of("os_glance_staging_store", "file")))
        .hasMessage(
            "'os_glance_' prefix should not be used in enabled_backends config option. It is reserved for internal use only.");
  }

  @ParameterizedTest
  @CsvSource({"cheap/../fast", "link"})
  void twoStoresOverOneDirectoryStopTheStart(String other) throws Exception {
    Files.createDirectories(directory.resolve("fast"));
    Files.createDirectories(directory.resolve("cheap"));
    Files.createSymbolicLink(directory.resolve("link"), directory.resolve("fast"));

    assertThatIllegalStateException()
        .isThrownBy(() -> open(TWO.replace("DIR/cheap", "DIR/" + other)))
        .withMessageMatching("\\[fast] and \\[Cheap_1] have the same directory .*");
  }

  @Test
  void aStoreOverTheStagingDirectoryStopsTheStart() {
    assertThatIllegalStateException()
        .isThrownBy(() -> open(TWO.replace("DIR/cheap", "DIR/staging")))
        .withMessageStartingWith("[Cheap_1] and [os_glance_staging_store] have the same directory");
  }

  @ParameterizedTest
  @CsvSource({"/tmp/staging", "file:staging", "file://staging", "http:///x", "''"})
  void aPlaceToStageIsAFileUri(String uri) {
    assertThatThrownBy(() -> new StagingProperties(uri))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "node_staging_uri is '%s', must be file:// and the absolute path of a directory", uri);
  }

  private static Written stage(Stores stores) throws IOException {
    return stores.staging().write("x", new ByteArrayInputStream(new byte[] {1, 2}), 2);
  }

  private Map<String, Object> details(String name, int chunk, boolean thin) {
    return Map.of(
        "data_dir", directory.resolve(name).toString(),
        "chunk_size", chunk,
        "thin_provisioning", thin);
  }

  private Stores open(String text) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("glance-api.conf"), text.replace("DIR", directory.toString()));
    OsloEnvironment options =
        OsloEnvironment.load(
            "glance-api",
            new ConfigSearch(directory, directory, Map.of()),
            "--config-file",
            file.toString());
    MutablePropertySources sources = new MutablePropertySources();
    options.addTo(sources);
    return Stores.open(
        new Binder(Objects.requireNonNull(ConfigurationPropertySources.from(sources))));
  }
}
