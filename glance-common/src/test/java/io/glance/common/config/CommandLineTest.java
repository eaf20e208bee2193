package io.glance.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

  @ParameterizedTest
  @CsvSource({
    "--debug, debug, true",
    "-d, debug, true",
    "--nodebug, debug, false",
    "--no-debug, debug, false",
    "--log-file=/l, log_file, /l",
    "--log-file /l, log_file, /l",
    "--logfile /l, log_file, /l",
    "--log-dir=/l=1, log_dir, /l=1",
    "--use-syslog, use_syslog, true",
    "--nouse-syslog, use_syslog, false",
    "-D, daemon, true",
  })
  void optionOfTheOriginalsCommandLineIsRead(String arguments, String option, String text) {
    CommandLine commandLine = CommandLine.parse(List.of(arguments.split(" ")));

    assertThat(commandLine.settings())
        .extracting(Setting::option, Setting::text)
        .containsExactly(tuple(option(option), text));
    assertThat(commandLine.remaining()).isEmpty();
  }

  @Test
  void otherArgumentsRemain() {
    List<String> arguments = List.of("db", "sync", "--server.port=1", "--debugger", "-x");

    assertThat(CommandLine.parse(arguments).remaining()).isEqualTo(arguments);
  }

  @Test
  void missingValueIsRefused() {
    assertThatThrownBy(() -> CommandLine.parse(List.of("--config-file")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("--config-file")
        .hasMessageContaining("needs a value");
  }

  private static OptionName option(String name) {
    return Configs.option("DEFAULT", name);
  }
}
