package io.glance.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReviewTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "DEFAULT | bind_prot | is unknown and ignored; did you mean bind_port?",
        "DEFAULT | bind-port | is unknown and ignored; did you mean bind_port?",
        "DEFAULT | Debug     | is unknown and ignored; did you mean debug?",
        "DEFAULT | flavor    | is unknown and ignored; did you mean it in [paste_deploy]?",
        "DEFAULT | stores    | is unknown and ignored; did you mean it in [glance_store]?",
        "DEFAULT | zzzzzz    | is unknown and ignored; remove it or correct its name",
        "DEFAULT | use_syslog | has no effect yet in this release",
        "glance_store | default_backend | is ignored without [DEFAULT] enabled_backends",
        "os_glance_staging_store | filesystem_store_datadir | is ignored without [DEFAULT] enabled_backends",
        "backend_defaults | filesystem_store_chunk_size | is ignored without [DEFAULT] enabled_backends",
        "DEFAULT | verbose   | is ignored: messages of level INFO are always logged; remove it",
        "DEFAULT | qpid_port | is ignored: Qpid is not supported; name a RabbitMQ broker in transport_url",
        "oslo_messaging_zmq | rpc_poll_timeout | is ignored: ZeroMQ is not supported; remove it",
        "DEFAULT | logfile   | was renamed to [DEFAULT] log_file in Folsom; the old name still works, use the new one",
        "sql | connection | was renamed to [database] connection in Havana; the old name still works, use the new one",
        "DEFAULT | known_stores | was renamed to [glance_store] stores in Juno; the old name still works, use the new one",
        "DEFAULT | filesystem_store_datadir | was renamed to [glance_store] filesystem_store_datadir in Juno; the old name still works, use the new one",
        "DEFAULT | s3_store_host | was renamed to [glance_store] s3_store_host in Juno; the old name still works, use the new one",
        "DEFAULT | s3_store_enable_proxy | was renamed to [glance_store] s3_store_enable_proxy in Juno, which is ignored: the S3 store uses no proxy; remove it",
        "default | debug | `is an unknown section, its options are ignored (debug); did you mean [DEFAULT]?`",
        "databse | connection | `is an unknown section, its options are ignored (connection); did you mean [database]?`",
        "nonsense | thing | `is an unknown section, its options are ignored (thing); remove it or correct its name`",
        "ceph | rbd_store_pool | `is an unknown section, its options are ignored (rbd_store_pool); if it is a store, name it in [DEFAULT] enabled_backends`",
      })
  void optionWithoutEffectGetsOneWarning(String section, String option, String advice) {
    OsloEnvironment environment =
        Configs.environment("", "[" + section + "]", "", option + " = 1", "");

    assertThat(environment.warnings()).extracting(ConfigWarning::advice).containsExactly(advice);
  }

  @Test
  void warningNamesFileLineSectionAndOption() {
    List<ConfigWarning> warnings = Configs.environment("[DEFAULT]", "", "verbose = 1").warnings();

    assertThat(warnings)
        .extracting(ConfigWarning::toString)
        .containsExactly(
            Configs.FILE
                + ":3: [DEFAULT] verbose: is ignored: messages of level INFO are always logged;"
                + " remove it");
  }

  @Test
  void unknownSectionIsNamedWithItsHeader() {
    List<ConfigWarning> warnings =
        Configs.environment("[DEFAULT]", "", "[what]", "a = 1", "b = 2").warnings();

    assertThat(warnings)
        .extracting(ConfigWarning::toString)
        .containsExactly(
            Configs.FILE
                + ":3: [what]: is an unknown section, its options are ignored (a, b);"
                + " remove it or correct its name");
  }

  @Test
  void honouredOptionsAndEmptySectionsAreSilent() {
    List<ConfigWarning> warnings =
        Configs.environment("[DEFAULT]", "debug = true", "[what]", "[cors.x]", "[Database]")
            .warnings();

    assertThat(warnings).isEmpty();
  }

  @Test
  void repeatedOptionIsWarnedOfOnceAtItsLastPlace() {
    List<ConfigWarning> warnings =
        Configs.environment("[DEFAULT]", "verbose = 1", "verbose = 0").warnings();

    assertThat(warnings).extracting(ConfigWarning::origin).containsExactly(origin(3));
  }

  @Test
  void oldNameBesideTheNewIsToldToGo() {
    List<ConfigWarning> warnings =
        Configs.environment("[DEFAULT]", "log_file = new", "logfile = old").warnings();

    assertThat(warnings)
        .extracting(ConfigWarning::advice)
        .containsExactly(
            "was renamed to [DEFAULT] log_file in Folsom and is ignored because the new name is set"
                + " too; remove it");
  }

  @Test
  void sectionsThatOperatorsNameAreKnown() {
    List<ConfigWarning> warnings =
        Configs.environment(
                "[DEFAULT]",
                "enabled_backends = Fast:file,odd_1:file",
                "[fast]",
                "filesystem_store_datadir = /f",
                "[ODD_1]",
                "filesystem_store_datadir = /o",
                "stores = file",
                "[os_glance_staging_store]",
                "filesystem_store_datadir = /t",
                "[cors.example]",
                "allowed_origin = http://x",
                "[keystone_authtoken]",
                "auth_section = login",
                "[login]",
                "username = glance")
            .warnings();

    assertThat(warnings).extracting(ConfigWarning::what).containsExactly("[odd_1] stores");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "glance_store | filesystem_store_datadir | put it in the section of a store",
        "glance_store | rbd_store_pool | put it in the section of a store",
        "glance_store | stores | remove it",
        "glance_store | default_store | remove it",
        "DEFAULT | node_staging_uri | set filesystem_store_datadir in [os_glance_staging_store]",
      })
  void optionsOfTheOnlyStoreAreIgnoredWhereThereAreSeveral(
      String section, String option, String advice) {
    List<ConfigWarning> warnings =
        Configs.environment(
                "[DEFAULT]", "enabled_backends = fast:file", "[" + section + "]", option + " = 1")
            .warnings();

    assertThat(warnings)
        .extracting(ConfigWarning::advice)
        .containsExactly("is ignored because [DEFAULT] enabled_backends is set; " + advice);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "enabled_backends = fast:file"})
  void aPlaceForFilesOfTasksIsIgnored(String stores) {
    List<ConfigWarning> warnings =
        Configs.environment(
                "[DEFAULT]", stores, "[os_glance_tasks_store]", "filesystem_store_datadir = /x")
            .warnings();

    assertThat(warnings)
        .extracting(ConfigWarning::advice)
        .containsExactly("is ignored: tasks keep no files of their own; remove it");
  }

  @Test
  void optionsOfSeveralStoresAreSilentAndUnknownOnesAreNot() {
    List<ConfigWarning> warnings =
        Configs.environment(
                "[DEFAULT]",
                "enabled_backends = fast:file",
                "[glance_store]",
                "default_backend = fast",
                "[backend_defaults]",
                "filesystem_store_chunk_size = 1",
                "[fast]",
                "store_description = Fast",
                "weight = 7",
                "filesystem_store_datadir = /f",
                "filesystem_store_datedir = /f",
                "vmware_server_host = esx")
            .warnings();

    assertThat(warnings)
        .extracting(warning -> warning.what() + " " + warning.advice())
        .containsExactly(
            "[fast] filesystem_store_datedir is unknown and ignored; did you mean filesystem_store_datadir?",
            "[fast] vmware_server_host has no effect yet in this release");
  }

  @Test
  void misspeltVariableOfAKnownSectionIsWarnedOf() {
    List<ConfigWarning> warnings =
        Configs.environment(Map.of("OS_DATABASE__CONECTION", "x")).warnings();

    assertThat(warnings)
        .extracting(ConfigWarning::toString)
        .containsExactly(
            "environment variable OS_DATABASE__CONECTION: [database] conection: is unknown and"
                + " ignored; did you mean connection?");
  }

  private static OptionOrigin origin(int line) {
    return OptionOrigin.file(Configs.FILE, line);
  }
}
