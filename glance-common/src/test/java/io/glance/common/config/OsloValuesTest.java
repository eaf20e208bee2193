package io.glance.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OsloValuesTest {
  private static final OptionName CONNECTION = Configs.option("database", "connection");
  private static final OptionName DATADIRS =
      Configs.option("glance_store", "filesystem_store_datadirs");

  @Test
  void lastLineOfAFileWins() {
    assertThat(Configs.value(CONNECTION, "[database]", "connection = a", "connection = b"))
        .isEqualTo("b");
  }

  @Test
  void sectionMayBeOpenedTwice() {
    assertThat(
            Configs.value(
                CONNECTION, "[database]", "connection = a", "[cors]", "[Database]", "connection=b"))
        .isEqualTo("b");
  }

  @Test
  void laterFileWins() {
    assertThat(
            Configs.value(
                CONNECTION,
                Configs.files("[database]\nconnection = a", "[database]\nconnection = b")))
        .isEqualTo("b");
  }

  @Test
  void newNameWinsOverOldOnesOfTheSameFile() {
    assertThat(
            Configs.value(
                CONNECTION,
                "[database]",
                "connection = new",
                "sql_connection = older",
                "[DEFAULT]",
                "sql_connection = oldest"))
        .isEqualTo("new");
  }

  @Test
  void oldNameOfALaterFileWins() {
    assertThat(
            Configs.value(
                CONNECTION,
                Configs.files("[database]\nconnection = a", "[DEFAULT]\nsql_connection = b")))
        .isEqualTo("b");
  }

  @Test
  void repeatedOptionGathersAllLinesOfAllFilesWithoutSplittingThem() {
    assertThat(
            Configs.value(
                DATADIRS,
                Configs.files(
                    "[glance_store]\nfilesystem_store_datadirs = /a:1,x\n"
                        + "filesystem_store_datadirs = /b:2",
                    "[DEFAULT]\nfilesystem_store_datadirs = /c\n"
                        + "[glance_store]\nfilesystem_store_datadirs = /d")))
        .isEqualTo(List.of("/a:1,x", "/b:2", "/c", "/d"));
  }

  @Test
  void environmentWinsOverFilesAndArgumentsOverBoth() {
    OptionName debug = Configs.option("DEFAULT", "debug");
    OsloConfig config =
        new OsloConfig(
            Configs.files("[DEFAULT]\ndebug = no\nuse_stderr = no"),
            Map.of("OS_DEFAULT__DEBUG", "off", "OS_DEFAULT__USE_STDERR", "on"),
            List.of(new Setting(debug, "true", OptionOrigin.commandLine("--debug"))));
    OsloValues values = new OsloValues(config, OptionCatalogue.load());

    assertThat(values.find(debug).map(OsloValue::value)).contains("true");
    assertThat(values.find(debug.in("DEFAULT")).map(OsloValue::origin))
        .contains(OptionOrigin.commandLine("--debug"));
    assertThat(values.find(Configs.option("DEFAULT", "use_stderr")).map(OsloValue::value))
        .contains("true");
  }

  @Test
  void variablesOfOtherProgramsAreLeftAlone() {
    OsloEnvironment environment =
        Configs.environment(
            Map.of("OS_AUTH_URL", "x", "OS_NOVA__THING", "x", "OTHER_DEFAULT__DEBUG", "x"));

    assertThat(environment.warnings()).isEmpty();
  }

  @Test
  void blankNumberIsUnsetButBlankTextIsNot() {
    String[] lines = {"[DEFAULT]", "bind_port =", "public_endpoint ="};

    assertThat(Configs.value(Configs.option("DEFAULT", "bind_port"), lines)).isEqualTo("unset");
    assertThat(Configs.value(Configs.option("DEFAULT", "public_endpoint"), lines)).isEqualTo("");
  }

  @Test
  void honouredOptionMustFitItsType() {
    assertThatThrownBy(() -> Configs.environment("[DEFAULT]", "bind_port = http"))
        .isInstanceOf(InvalidOption.class)
        .hasMessage(
            Configs.FILE
                + ":2: [DEFAULT] bind_port = http: must be a whole number from 0 to 65535");
  }

  @Test
  void wrongValueOfTheEnvironmentNamesTheVariable() {
    assertThatThrownBy(() -> Configs.environment(Map.of("OS_DEFAULT__DEBUG", "maybe")))
        .isInstanceOf(InvalidOption.class)
        .hasMessageStartingWith(
            "environment variable OS_DEFAULT__DEBUG: [DEFAULT] debug = maybe: must be one of");
  }

  @Test
  void overriddenWrongValueIsNotRead() {
    OsloEnvironment environment =
        Configs.environment("[DEFAULT]", "bind_port = http", "bind_port = 80");

    assertThat(environment.warnings()).isEmpty();
  }

  @Test
  void messageOfAnInvalidOptionIsOneLine() {
    assertThatThrownBy(() -> Configs.environment("[DEFAULT]", "debug = a", "  b"))
        .hasMessageContaining("debug = a\\nb:")
        .hasMessageNotContaining("\n");
  }

  @Test
  void backendDefaultsFillWhatABackendLeavesOut() {
    OsloEnvironment environment =
        Configs.environment(
            "[DEFAULT]",
            "enabled_backends = Fast:file, slow:file",
            "[backend_defaults]",
            "filesystem_store_chunk_size = 1",
            "[fast]",
            "filesystem_store_chunk_size = 2");

    assertThat(environment.bind("Fast", Backend.class).filesystemStoreChunkSize()).isEqualTo(2);
    assertThat(environment.bind("slow", Backend.class).filesystemStoreChunkSize()).isEqualTo(1);
  }

  record Backend(int filesystemStoreChunkSize) {}
}
