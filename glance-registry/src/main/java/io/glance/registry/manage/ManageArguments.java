package io.glance.registry.manage;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command of {@code glance-manage} and what follows it: {@code db purge --age_in_days 30} and
 * {@code db_purge 30} alike.
 *
 * @param command without {@code db}; empty if none is given
 * @param options by name without dashes
 * @param values what follows without a name, in order
 */
record ManageArguments(String command, Map<String, String> options, List<String> values) {
  private static final String GROUP = "db";

  /** Options without a value. */
  private static final Set<String> FLAGS = Set.of("merge", "prefer_new", "overwrite");

  ManageArguments {
    options = Map.copyOf(options);
    values = List.copyOf(values);
  }

  static ManageArguments parse(List<String> arguments) {
    Map<String, String> options = new LinkedHashMap<>();
    List<String> words = new ArrayList<>();
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String argument = rest.next();
      int equals = argument.indexOf('=');
      if (!argument.startsWith("--")) {
        words.add(argument);
      } else if (equals > 0) {
        options.put(argument.substring(2, equals), argument.substring(equals + 1));
      } else if (FLAGS.contains(argument.substring(2))) {
        options.put(argument.substring(2), "true");
      } else {
        options.put(argument.substring(2), rest.hasNext() ? rest.next() : "");
      }
    }
    String command = words.isEmpty() ? "" : words.removeFirst();
    if (command.equals(GROUP)) {
      command = words.isEmpty() ? "" : words.removeFirst();
    } else if (command.startsWith(GROUP + "_")) {
      command = command.substring(GROUP.length() + 1);
    } else if (!command.isEmpty()) {
      command = "?" + command;
    }
    return new ManageArguments(command, options, words);
  }

  /**
   * @param position among the values, used if the option is not given by name
   */
  Optional<String> option(String name, int position) {
    return Optional.ofNullable(options.get(name))
        .or(() -> position < values.size() ? Optional.of(values.get(position)) : Optional.empty());
  }

  /** Whether a flag is given by its name, or anything at its position. */
  boolean isSet(String name, int position) {
    return option(name, position).filter(value -> !value.isEmpty()).isPresent();
  }

  /**
   * @throws CommandFailure if it is no number
   */
  long number(String name, int position, long otherwise) {
    return option(name, position).map(text -> number(name, text)).orElse(otherwise);
  }

  private static long number(String name, String text) {
    try {
      BigInteger most = BigInteger.valueOf(Long.MAX_VALUE);
      return new BigInteger(text.strip()).min(most).max(most.negate()).longValueExact();
    } catch (NumberFormatException _) {
      throw new CommandFailure("Invalid int value for %s: %s".formatted(name, text));
    }
  }
}
