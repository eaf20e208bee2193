package io.glance.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.common.config.ConfigSearch;
import io.glance.common.config.OsloEnvironment;
import io.glance.fixture.RawHttp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The service with a configuration file, as an operator starts it. */
class GlanceApiApplicationTest {
  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void writeFile() throws Exception {
    file = Files.createDirectory(directory.resolve("etc")).resolve("glance-api.conf");
    Files.writeString(
        file,
        """
        [DEFAULT]
        bind_host = 127.0.0.1
        bind_port = 0
        enabled_backends = fast:file
        use_syslog = true
        [fast]
        filesystem_store_datadir = %s
        [glance_store]
        default_backend = fast
        """
            .formatted(directory.resolve("fast")));
  }

  @Test
  void severalStoresAreOfferedAndWhatHasNoEffectIsWarnedOf() throws Exception {
    OsloEnvironment options = options();

    String versions = ask(options, "/versions");

    assertThat(options.warnings())
        .extracting(warning -> warning.what() + ": " + warning.advice())
        .containsExactly("[DEFAULT] use_syslog: has no effect yet in this release");
    assertThat(versions).contains("\"v2.17\"", "\"v2.8\"").doesNotContain("\"v2.18\"", "\"v2.14\"");
  }

  @Test
  void theSchemaBesideTheFileIsRead() throws Exception {
    Files.writeString(
        file.resolveSibling("schema-image.json"), "{\"beside_the_file\": {\"type\": \"string\"}}");

    String schema = ask(options(), "/v2/schemas/image");

    assertThat(schema).contains("beside_the_file");
  }

  private OsloEnvironment options() {
    return OsloEnvironment.load(
        "glance-api",
        new ConfigSearch(directory, directory, Map.of()),
        "--config-file",
        file.toString());
  }

  private static String ask(OsloEnvironment options, String path) throws Exception {
    try (ConfigurableApplicationContext context = GlanceApiApplication.application(options).run()) {
      int port = ((WebServerApplicationContext) context).getWebServer().getPort();
      return RawHttp.ask(port, "GET " + path + " HTTP/1.1", "Host: x").body();
    }
  }
}
