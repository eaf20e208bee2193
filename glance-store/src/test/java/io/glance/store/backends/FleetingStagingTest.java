package io.glance.store.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.common.config.ConfigSearch;
import io.glance.common.config.OsloEnvironment;
import io.glance.store.checked.Digests;
import io.glance.store.testing.RecordedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MutablePropertySources;

/** What waits below /tmp is gone after a restart, of which operators should hear in time. */
class FleetingStagingTest {
  @TempDir Path directory;
  @RegisterExtension final RecordedLog logged = new RecordedLog(ReservedStore.class);

  @Test
  void theDefaultOfOneStoreIsWarnedOfOnce() throws IOException {
    ReservedStore.ofOneStore(options(""), new Digests());

    assertThat(messages())
        .singleElement()
        .asString()
        .startsWith("[DEFAULT] node_staging_uri names /tmp/staging: ");
  }

  @ParameterizedTest
  @CsvSource({
    "file:///var/lib/glance/staging, false",
    "file:///tmpfiles/staging, false",
    "file:///srv/../tmp/staging, true",
    "file:///var/tmp/staging, true"
  })
  void onlyPlacesThatDoNotLastAre(String uri, boolean isWarnedOf) throws IOException {
    ReservedStore.ofOneStore(options("[DEFAULT]\nnode_staging_uri = " + uri), new Digests());

    assertThat(messages()).hasSize(isWarnedOf ? 1 : 0);
  }

  @Test
  void ofSeveralStoresTheSectionIsNamed() throws IOException {
    ReservedStore.ofSection(options(""), new Digests());
    assertThat(messages()).isEmpty();

    ReservedStore.ofSection(
        options("[os_glance_staging_store]\nfilesystem_store_datadir = /tmp/x"), new Digests());
    assertThat(messages())
        .singleElement()
        .asString()
        .startsWith("[os_glance_staging_store] filesystem_store_datadir names /tmp/x: ");
  }

  @Test
  void theSampleIsNot() throws IOException {
    ReservedStore.ofOneStore(
        options(Files.readString(Path.of("../etc/glance-api.conf"))), new Digests());

    assertThat(messages()).isEmpty();
  }

  private List<String> messages() {
    return logged.messages();
  }

  private Binder options(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("glance-api.conf"), text);
    MutablePropertySources sources = new MutablePropertySources();
    OsloEnvironment.load(
            "glance-api",
            new ConfigSearch(directory, directory, Map.of()),
            "--config-file",
            file.toString())
        .addTo(sources);
    return new Binder(Objects.requireNonNull(ConfigurationPropertySources.from(sources)));
  }
}
