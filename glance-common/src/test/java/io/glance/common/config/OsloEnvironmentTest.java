package io.glance.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.unit.DataSize;

class OsloEnvironmentTest {

  @ConfigurationProperties("oslo.glance-store")
  record StoreOptions(
      @DefaultValue({"file", "http"}) List<String> stores,
      Path filesystemStoreDatadir,
      List<String> filesystemStoreDatadirs,
      @DefaultValue("64KB") DataSize filesystemStoreChunkSize,
      boolean filesystemThinProvisioning) {

    StoreOptions {
      if (filesystemStoreChunkSize.toBytes() > 1024 * 1024) {
        throw new IllegalArgumentException(
            "filesystem_store_chunk_size is too large, must be at most 1 MiB");
      }
    }
  }

  record DatabaseOptions(
      Secret connection,
      @DefaultValue("3600") @DurationUnit(ChronoUnit.SECONDS) Duration poolTimeout) {}

  enum Store {
    FILE,
    RBD
  }

  record ChosenStore(Store defaultStore) {}

  record DefaultOptions(
      @DefaultValue("9292") int bindPort,
      @DefaultValue("true") boolean httpKeepalive,
      @DefaultValue("x") String publicEndpoint,
      Map<String, String> enabledBackends) {}

  @Test
  void recordGetsEveryKindOfValue() {
    StoreOptions options =
        Configs.environment(
                "[glance_store]",
                "stores = file, rbd ,",
                "filesystem_store_datadir = /images",
                "filesystem_store_datadirs = /a:200,b",
                "filesystem_store_datadirs = /b:100",
                "filesystem_store_chunk_size = 4096",
                "filesystem_thin_provisioning = On")
            .bind("glance_store", StoreOptions.class);

    assertThat(options)
        .isEqualTo(
            new StoreOptions(
                List.of("file", "rbd"),
                Path.of("/images"),
                List.of("/a:200,b", "/b:100"),
                DataSize.ofBytes(4096),
                true));
  }

  @Test
  void recordGetsItsDefaultsFromAnEmptyFile() {
    OsloEnvironment environment = Configs.environment();

    assertThat(environment.bind("glance_store", StoreOptions.class).stores())
        .containsExactly("file", "http");
    assertThat(environment.bind("DEFAULT", DefaultOptions.class))
        .isEqualTo(new DefaultOptions(9292, true, "x", null));
  }

  @Test
  void emptyValueIsAValueExceptForNumbers() {
    OsloEnvironment environment =
        Configs.environment(
            "[DEFAULT]", "public_endpoint =", "bind_port =", "[glance_store]", "stores =");

    assertThat(environment.bind("DEFAULT", DefaultOptions.class))
        .isEqualTo(new DefaultOptions(9292, true, "", null));
    assertThat(environment.bind("glance_store", StoreOptions.class).stores()).isEmpty();
  }

  @Test
  void dictionaryBindsToAMap() {
    DefaultOptions options =
        Configs.environment("[DEFAULT]", "enabled_backends = Fast:file, a_b:rbd")
            .bind("DEFAULT", DefaultOptions.class);

    assertThat(options.enabledBackends())
        .containsExactlyInAnyOrderEntriesOf(Map.of("Fast", "file", "a_b", "rbd"));
  }

  @Test
  void numberOfSecondsBindsToADuration() {
    DatabaseOptions options =
        Configs.environment("[database]", "pool_timeout = 30")
            .bind("database", DatabaseOptions.class);

    assertThat(options.poolTimeout()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void dollarsAreNotExpandedAgainBySpring() {
    DatabaseOptions options =
        Configs.environment("[database]", "connection = mysql://u:$${java.home}\\${x:y}@h/d")
            .bind("database", DatabaseOptions.class);

    assertThat(options.connection().reveal()).isEqualTo("mysql://u:${java.home}${x:y}@h/d");
  }

  @Test
  void secretsStayOutOfPrintedRecords() {
    DatabaseOptions options =
        Configs.environment("[database]", "connection = mysql://u:hidden@h/d")
            .bind("database", DatabaseOptions.class);

    assertThat(options.toString()).contains("***").doesNotContain("hidden");
  }

  @ParameterizedTest
  @CsvSource({"Fast", "fast_1", "FAST-2", "a.b", "cors.Example"})
  void sectionOfAnyNameBinds(String section) {
    OsloEnvironment environment =
        Configs.environment(
            "[DEFAULT]",
            "enabled_backends = " + section + ":file",
            "[" + section + "]",
            "filesystem_store_datadir = /x");

    assertThat(environment.bind(section, StoreOptions.class).filesystemStoreDatadir())
        .isEqualTo(Path.of("/x"));
  }

  @Test
  void spellingsThatTheOriginalIgnoresDoNotBind() {
    OsloEnvironment environment =
        Configs.environment(
            "[DEFAULT]",
            "bind-port = 1",
            "bindPort = 2",
            "Bind_Port = 3",
            "[default]",
            "bind_port=4");

    assertThat(environment.bind("DEFAULT", DefaultOptions.class).bindPort()).isEqualTo(9292);
    assertThat(environment.warnings()).hasSize(4);
  }

  @Test
  void recordThatRefusesIsReportedWithTheLineOfTheOption() {
    OsloEnvironment environment =
        Configs.environment("[glance_store]", "", "filesystem_store_chunk_size = 9999999");

    assertThatThrownBy(() -> environment.bind("glance_store", StoreOptions.class))
        .isInstanceOf(InvalidOption.class)
        .hasMessage(
            Configs.FILE
                + ":3: [glance_store] filesystem_store_chunk_size = 9999999: is too large, must be"
                + " at most 1 MiB");
  }

  @Test
  void valueOutsideAnEnumIsReportedWithTheChoices() {
    OsloEnvironment environment = Configs.environment("[glance_store]", "default_store = tape");

    assertThatThrownBy(() -> environment.bind("glance_store", ChosenStore.class))
        .isInstanceOf(InvalidOption.class)
        .hasMessage(
            Configs.FILE + ":2: [glance_store] default_store = tape: must be one of file, rbd");
  }

  @Test
  void numberTooLargeForItsRecordIsReported() {
    OsloEnvironment environment = Configs.environment("[DEFAULT]", "image_tag_quota = 99999999999");

    record Quota(int imageTagQuota) {}

    assertThatThrownBy(() -> environment.bind("DEFAULT", Quota.class))
        .isInstanceOf(InvalidOption.class)
        .hasMessage(Configs.FILE + ":2: [DEFAULT] image_tag_quota = 99999999999: is out of range");
  }

  @Test
  void applicationBindsRecordsFromTheFile() {
    OsloEnvironment environment =
        Configs.environment("[glance_store]", "filesystem_store_datadir = /images");

    try (ConfigurableApplicationContext context = application(environment).run()) {
      assertThat(context.getBean(StoreOptions.class).filesystemStoreDatadir())
          .isEqualTo(Path.of("/images"));
    }
  }

  @Test
  void springsOwnArgumentsWinOverTheFile() {
    OsloEnvironment environment =
        Configs.environment("[glance_store]", "filesystem_store_datadir = /images");

    try (ConfigurableApplicationContext context =
        application(environment).run("--oslo.glance-store.filesystem-store-datadir=/other")) {
      assertThat(context.getBean(StoreOptions.class).filesystemStoreDatadir())
          .isEqualTo(Path.of("/other"));
    }
  }

  @Test
  void applicationThatCannotBindReportsOneLine() {
    OsloEnvironment environment =
        Configs.environment("[glance_store]", "filesystem_store_chunk_size = 9999999");

    String printed =
        StandardError.during(() ->
            assertThatThrownBy(() -> application(environment).run())
                .isInstanceOf(RuntimeException.class));

    assertThat(printed.lines().filter(line -> line.startsWith(Configs.FILE)))
        .containsExactly(
            Configs.FILE
                + ":2: [glance_store] filesystem_store_chunk_size = 9999999: is too large, must be"
                + " at most 1 MiB");
    assertThat(printed).doesNotContain("\tat ");
  }

  private static SpringApplication application(OsloEnvironment environment) {
    SpringApplication application = new SpringApplication(Bound.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setLogStartupInfo(false);
    environment.addTo(application);
    return application;
  }

  @EnableConfigurationProperties(StoreOptions.class)
  static class Bound {}
}
