package io.glance.store.backends;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.glance.common.config.ConfigSearch;
import io.glance.common.config.OsloEnvironment;
import io.glance.store.checked.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MutablePropertySources;

/** What waits below /tmp is gone after a restart, of which operators should hear in time. */
class FleetingStagingTest {
  private static final Logger LOG = (Logger) LoggerFactory.getLogger(ReservedStore.class);

  @TempDir Path directory;
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  @BeforeEach
  void listen() {
    logged.start();
    LOG.addAppender(logged);
  }

  @AfterEach
  void stopListening() {
    LOG.detachAppender(logged);
  }

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
    return logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
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
