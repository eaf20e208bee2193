package io.glance.api.cli;

import io.glance.api.replicator.ReplicatorProperties;
import io.glance.common.config.Secret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What {@code glance-replicator} is asked to do. Options may stand anywhere.
 *
 * <p>Source: glance/cmd/replicator.py, cli_opts; the names of old releases as well.
 *
 * @param words the command, if no option names it, and what follows it
 * @param options by their names in a configuration file
 * @param forConfiguration the arguments that are not ours
 */
record ReplicatorArguments(
    List<String> words,
    Map<String, String> options,
    Set<String> flags,
    List<String> forConfiguration) {
  private static final Map<String, String> VALUED =
      Map.ofEntries(
          Map.entry("-c", "chunksize"),
          Map.entry("--chunksize", "chunksize"),
          Map.entry("-D", "dontreplicate"),
          Map.entry("--dontreplicate", "dontreplicate"),
          Map.entry("-t", "token"),
          Map.entry("--token", "token"),
          Map.entry("-M", "sourcetoken"),
          Map.entry("--mastertoken", "sourcetoken"),
          Map.entry("--sourcetoken", "sourcetoken"),
          Map.entry("-S", "targettoken"),
          Map.entry("--slavetoken", "targettoken"),
          Map.entry("--targettoken", "targettoken"),
          Map.entry("--command", "command"));

  private static final Map<String, String> FLAGS =
      Map.of(
          "-m", "metaonly",
          "--metaonly", "metaonly",
          "--nometaonly", "nometaonly",
          "-v", "verbose",
          "--verbose", "verbose",
          "-h", "help",
          "--help", "help",
          "--version", "version");

  ReplicatorArguments {
    words = List.copyOf(words);
    options = Map.copyOf(options);
    flags = Set.copyOf(flags);
    forConfiguration = List.copyOf(forConfiguration);
  }

  /**
   * @throws CommandFailure if an option lacks its value
   */
  static ReplicatorArguments parse(List<String> arguments) {
    Map<String, String> options = new HashMap<>();
    Set<String> flags = new TreeSet<>();
    List<String> others = new ArrayList<>();
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String argument = rest.next();
      String name = nameOf(argument);
      if (FLAGS.containsKey(argument)) {
        flags.add(Objects.requireNonNull(FLAGS.get(argument)));
      } else if (VALUED.containsKey(name)) {
        options.put(Objects.requireNonNull(VALUED.get(name)), valueOf(argument, name, rest));
      } else {
        others.add(argument);
      }
    }
    return new ReplicatorArguments(List.of(), options, flags, others);
  }

  /** {@code --chunksize=9}, {@code -c9} or one of them alone. */
  private static String nameOf(String argument) {
    if (argument.startsWith("--")) {
      return argument.split("=", 2)[0];
    }
    return argument.startsWith("-") && argument.length() > 2 ? argument.substring(0, 2) : argument;
  }

  private static String valueOf(String argument, String name, Iterator<String> rest) {
    if (argument.length() > name.length()) {
      return argument.substring(name.startsWith("--") ? name.length() + 1 : name.length());
    }
    if (!rest.hasNext()) {
      throw new CommandFailure("argument %s: expected one argument".formatted(name));
    }
    return rest.next();
  }

  /**
   * @param left of the arguments for the configuration when that is read
   * @throws CommandFailure if there is an option that nobody knows
   */
  ReplicatorArguments withWords(List<String> left) {
    for (String word : left) {
      if (word.startsWith("-")) {
        throw new CommandFailure(
            "unrecognized arguments: %s\n%s".formatted(nameOf(word), ReplicatorHelp.USAGE));
      }
    }
    List<String> all = new ArrayList<>(left);
    if (options.containsKey("command")) {
      all.addFirst(Objects.requireNonNull(options.get("command")));
    }
    return new ReplicatorArguments(all, options, flags, forConfiguration);
  }

  boolean has(String flag) {
    return flags.contains(flag);
  }

  /** Empty if none is named. */
  String command() {
    return words.isEmpty() ? "" : words.getFirst();
  }

  /** What follows the command. */
  @Override
  public List<String> words() {
    return words.isEmpty() ? words : words.subList(1, words.size());
  }

  /**
   * These options, and where they are silent those of the configuration.
   *
   * @throws CommandFailure if one makes no sense
   */
  ReplicatorProperties over(ReplicatorProperties configured) {
    return new ReplicatorProperties(
        options.containsKey("chunksize") ? chunk(option("chunksize")) : configured.chunksize(),
        options.containsKey("dontreplicate") ? option("dontreplicate") : configured.dontreplicate(),
        has("metaonly") || (configured.metaonly() && !has("nometaonly")),
        secret("token", configured.token()),
        secret("sourcetoken", configured.sourcetoken()),
        secret("targettoken", configured.targettoken()));
  }

  private @Nullable Secret secret(String name, @Nullable Secret configured) {
    return options.containsKey(name) ? Secret.of(option(name)) : configured;
  }

  private String option(String name) {
    return Objects.requireNonNull(options.get(name));
  }

  private static int chunk(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      throw new CommandFailure(
          "argument --chunksize/-c: invalid Integer value: '%s'".formatted(text));
    }
  }

  /** Without values, which may be secret. */
  @Override
  public String toString() {
    return "ReplicatorArguments[%s]".formatted(words);
  }
}
