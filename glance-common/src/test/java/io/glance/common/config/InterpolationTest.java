package io.glance.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expectations were checked against oslo.config 9.0. */
class InterpolationTest {
  private static final String[] OTHERS = {
    "public_endpoint = http://h", "use_stderr = on", "[database]", "max_pool_size = 07"
  };

  /** The option is {@code log_file}, beside the options above. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      emptyValue = "",
      value = {
        "$public_endpoint           | http://h",
        "${public_endpoint}/x       | http://h/x",
        "${public_endpoint}.c       | http://h.c",
        "$public_endpoint-c         | http://h-c",
        "$$public_endpoint          | $public_endpoint",
        "\\$public_endpoint         | $public_endpoint",
        "$$$public_endpoint         | $http://h",
        "${database.max_pool_size}  | 7",
        "$database.max_pool_size    | 7",
        "$database.max_overflow     | 50",
        "$use_stderr                | True",
        "$debug                     | False",
        "$bind_host                 | 0.0.0.0",
        "$log_dir                   | ``",
        "x$                         | x$",
        "$5                         | $5",
        "$ x                        | $ x",
        "${public_endpoint          | ${public_endpoint",
        "${ x }                     | ${ x }",
        "${}                        | ${}",
      })
  void referenceIsReplacedAsTheOriginalDoes(String text, String expected) {
    String line = "log_file = " + text;

    Object value =
        Configs.value(
            Configs.option("DEFAULT", "log_file"),
            "[DEFAULT]",
            line,
            OTHERS[0],
            OTHERS[1],
            OTHERS[2],
            OTHERS[3]);

    assertThat(value).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$nope",
        "${nope}",
        "${database.nope}",
        "$database",
        "$public_endpoint.",
        "$public_endpoint.c",
        "$Public_endpoint"
      })
  void unknownReferenceStopsTheStartWithFileLineAndOption(String text) {
    assertThatThrownBy(() -> Configs.environment("[DEFAULT]", "", "log_file = a/" + text))
        .isInstanceOf(InvalidOption.class)
        .hasMessageStartingWith(Configs.FILE + ":3: [DEFAULT] log_file = a/" + text)
        .hasMessageContaining("there is no such option");
  }

  @Test
  void nameIsLookedUpInItsOwnSectionFirst() {
    Object value =
        Configs.value(
            Configs.option("glance_store", "filesystem_store_datadir"),
            "[DEFAULT]",
            "log_dir = /log",
            "[glance_store]",
            "default_store = rbd",
            "filesystem_store_datadir = /${default_store}${log_dir}");

    assertThat(value).isEqualTo("/rbd/log");
  }

  @Test
  void oldNameRefersToTheNewOption() {
    Object value =
        Configs.value(
            Configs.option("DEFAULT", "log_file"),
            "[DEFAULT]",
            "log_file = $logdir/api.log",
            "log_dir = /log");

    assertThat(value).isEqualTo("/log/api.log");
  }

  @Test
  void replacedTextIsExpandedToo() {
    Object value =
        Configs.value(
            Configs.option("DEFAULT", "log_file"),
            "[DEFAULT]",
            "log_file = $log_dir/api.log",
            "log_dir = /$bind_host/$$x");

    assertThat(value).isEqualTo("/0.0.0.0/$x/api.log");
  }

  @Test
  void circleIsRefused() {
    assertThatThrownBy(
            () -> Configs.environment("[DEFAULT]", "log_file = $log_dir", "log_dir = $log_file"))
        .isInstanceOf(InvalidOption.class)
        .hasMessageContaining("refers to itself");
  }

  @Test
  void optionWithoutEffectMayReferToAnything() {
    OsloEnvironment environment = Configs.environment("[oslo_reports]", "log_dir = $nope/x");

    assertThat(environment.warnings()).hasSize(1);
  }

  @Test
  void secretIsNotShownWhenItsReferenceFails() {
    assertThatThrownBy(
            () -> Configs.environment("[database]", "connection = mysql://u:hid$den@h/d"))
        .isInstanceOf(InvalidOption.class)
        .hasMessageContaining("= ***:")
        .hasMessageNotContaining("hid");
  }
}
