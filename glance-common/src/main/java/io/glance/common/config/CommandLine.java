package io.glance.common.config;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The arguments of a program, as far as they concern the configuration.
 *
 * @param sources {@code --config-file} and {@code --config-dir} in the order given
 * @param settings the few options that oslo.log and the scrubber also take as arguments
 * @param remaining the arguments that are none of these
 */
record CommandLine(List<Source> sources, List<Setting> settings, List<String> remaining) {

  /** Where to read files from. */
  record Source(Kind kind, String path) {}

  enum Kind {
    FILE,
    DIRECTORY
  }

  private static final Map<String, String> VALUED =
      Map.of(
          "--log-config-append", "log_config_append",
          "--log-config", "log_config_append",
          "--log_config", "log_config_append",
          "--log-date-format", "log_date_format",
          "--log-file", "log_file",
          "--logfile", "log_file",
          "--log-dir", "log_dir",
          "--logdir", "log_dir",
          "--syslog-log-facility", "syslog_log_facility",
          "--restore", "restore");

  private static final Map<String, String> FLAGS =
      Map.of(
          "--debug", "debug",
          "-d", "debug",
          "--watch-log-file", "watch_log_file",
          "--use-syslog", "use_syslog",
          "--use-journal", "use_journal",
          "--use-json", "use_json",
          "--daemon", "daemon",
          "-D", "daemon");

  CommandLine {
    sources = List.copyOf(sources);
    settings = List.copyOf(settings);
    remaining = List.copyOf(remaining);
  }

  /**
   * Sorts arguments.
   *
   * @throws InvalidOption if an argument lacks its value
   */
  static CommandLine parse(List<String> arguments) {
    CommandLine.Reader reader = new Reader(arguments.iterator());
    while (reader.arguments.hasNext()) {
      reader.accept(reader.arguments.next());
    }
    return new CommandLine(reader.sources, reader.settings, reader.remaining);
  }

  boolean names(Kind kind) {
    return sources.stream().anyMatch(source -> source.kind() == kind);
  }

  private static final class Reader {
    private final Iterator<String> arguments;
    private final List<Source> sources = new ArrayList<>();
    private final List<Setting> settings = new ArrayList<>();
    private final List<String> remaining = new ArrayList<>();

    Reader(Iterator<String> arguments) {
      this.arguments = arguments;
    }

    void accept(String argument) {
      int equal = argument.indexOf('=');
      String key = equal < 0 ? argument : argument.substring(0, equal);
      String flag = FLAGS.get(argument);
      String negated = FLAGS.get(argument.replaceFirst("^--no-?", "--"));
      String valued = VALUED.get(key);
      if (key.equals("--config-file")) {
        sources.add(new Source(Kind.FILE, value(argument, equal)));
      } else if (key.equals("--config-dir")) {
        sources.add(new Source(Kind.DIRECTORY, value(argument, equal)));
      } else if (valued != null) {
        set(valued, value(argument, equal), key);
      } else if (flag != null) {
        set(flag, "true", argument);
      } else if (negated != null) {
        set(negated, "false", argument);
      } else {
        remaining.add(argument);
      }
    }

    private String value(String argument, int equal) {
      if (equal >= 0) {
        return argument.substring(equal + 1);
      }
      if (!arguments.hasNext()) {
        throw InvalidOption.of(
            new OptionName(OptionName.DEFAULT, argument),
            OptionOrigin.commandLine(argument),
            "needs a value");
      }
      return arguments.next();
    }

    private void set(String option, String text, String argument) {
      OptionName name = new OptionName(OptionName.DEFAULT, option);
      settings.add(new Setting(name, text, OptionOrigin.commandLine(argument)));
    }
  }
}
