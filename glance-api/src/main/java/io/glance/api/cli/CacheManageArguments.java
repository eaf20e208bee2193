package io.glance.api.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code glance-cache-manage} is asked to do. Options may stand anywhere, those of the
 * environment count where none is given.
 *
 * @param command its name and what follows it
 * @param options by their long names, without dashes; empty ones are left out
 */
record CacheManageArguments(List<String> command, Map<String, String> options, Set<String> flags) {

  /** Every way to write an option that has a value. */
  private static final Map<String, String> VALUED =
      Map.ofEntries(
          Map.entry("-H", "host"),
          Map.entry("--host", "host"),
          Map.entry("-p", "port"),
          Map.entry("--port", "port"),
          Map.entry("--os-auth-token", "os-auth-token"),
          Map.entry("-A", "os-auth-token"),
          Map.entry("--os_auth_token", "os-auth-token"),
          Map.entry("--auth_token", "os-auth-token"),
          Map.entry("--os-username", "os-username"),
          Map.entry("-I", "os-username"),
          Map.entry("--os_username", "os-username"),
          Map.entry("--os-password", "os-password"),
          Map.entry("-K", "os-password"),
          Map.entry("--os_password", "os-password"),
          Map.entry("--os-region-name", "os-region-name"),
          Map.entry("-R", "os-region-name"),
          Map.entry("--os_region_name", "os-region-name"),
          Map.entry("--os-project-id", "os-project-id"),
          Map.entry("--os_project_id", "os-project-id"),
          Map.entry("--os-project-name", "os-project-name"),
          Map.entry("-T", "os-project-name"),
          Map.entry("--os_project_name", "os-project-name"),
          Map.entry("--os-user-domain-id", "os-user-domain-id"),
          Map.entry("--os-project-domain-id", "os-project-domain-id"),
          Map.entry("--os-domain-id", "os-domain-id"),
          Map.entry("--os-auth-url", "os-auth-url"),
          Map.entry("-N", "os-auth-url"),
          Map.entry("--os_auth_url", "os-auth-url"),
          Map.entry("-S", "os-auth-strategy"),
          Map.entry("--os_auth_strategy", "os-auth-strategy"));

  private static final Map<String, String> FLAGS =
      Map.ofEntries(
          Map.entry("-v", "verbose"),
          Map.entry("--verbose", "verbose"),
          Map.entry("-d", "debug"),
          Map.entry("--debug", "debug"),
          Map.entry("-k", "insecure"),
          Map.entry("--insecure", "insecure"),
          Map.entry("-f", "force"),
          Map.entry("--force", "force"),
          Map.entry("-h", "help"),
          Map.entry("--help", "help"),
          Map.entry("--version", "version"));

  private static final List<String> OF_THE_ENVIRONMENT =
      List.of(
          "os-auth-token",
          "os-username",
          "os-password",
          "os-region-name",
          "os-project-id",
          "os-project-name",
          "os-user-domain-id",
          "os-project-domain-id",
          "os-domain-id",
          "os-auth-url",
          "os-auth-strategy");

  CacheManageArguments {
    command = List.copyOf(command);
    options = Map.copyOf(options);
    flags = Set.copyOf(flags);
  }

  /**
   * @throws CommandFailure if an option is unknown or lacks its value
   */
  static CacheManageArguments parse(List<String> arguments, Map<String, String> environment) {
    Map<String, String> options = new HashMap<>();
    for (String name : OF_THE_ENVIRONMENT) {
      put(options, name, environment.get(name.replace('-', '_').toUpperCase(Locale.ROOT)));
    }
    List<String> command = new ArrayList<>();
    List<String> flags = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      Written written = Written.of(argument);
      if (FLAGS.containsKey(argument)) {
        flags.add(Objects.requireNonNull(FLAGS.get(argument)));
      } else if (VALUED.containsKey(written.name)) {
        String value = written.value;
        if (value == null && ++i < arguments.size()) {
          value = arguments.get(i);
        }
        if (value == null) {
          throw new CommandFailure("argument %s: expected one argument".formatted(written.name));
        }
        put(options, Objects.requireNonNull(VALUED.get(written.name)), value);
      } else if (argument.startsWith("-")) {
        throw new CommandFailure("unrecognized arguments: " + argument);
      } else {
        command.add(argument);
      }
    }
    return new CacheManageArguments(command, options, Set.copyOf(flags));
  }

  private static void put(Map<String, String> into, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      into.put(name, value);
    }
  }

  /** {@code --port=9292}, {@code -p9292} or {@code -p}. */
  private record Written(String name, @Nullable String value) {
    static Written of(String argument) {
      int equal = argument.indexOf('=');
      if (argument.startsWith("--") && equal > 0) {
        return new Written(argument.substring(0, equal), argument.substring(equal + 1));
      }
      boolean isJoined =
          argument.length() > 2 && argument.startsWith("-") && argument.charAt(1) != '-';
      return isJoined
          ? new Written(argument.substring(0, 2), argument.substring(2))
          : new Written(argument, null);
    }
  }

  Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  boolean has(String flag) {
    return flags.contains(flag);
  }

  String host() {
    return option("host").orElse("0.0.0.0");
  }

  /**
   * @throws CommandFailure if it is no number
   */
  int port() {
    String written = option("port").orElse("9292");
    try {
      return Integer.parseInt(written);
    } catch (NumberFormatException _) {
      throw new CommandFailure("argument -p/--port: invalid int value: '%s'".formatted(written));
    }
  }
}
