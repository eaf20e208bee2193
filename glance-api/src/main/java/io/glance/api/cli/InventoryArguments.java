package io.glance.api.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code glance-manage verify} and {@code glance-manage orphans} are asked to do.
 *
 * @param command {@code verify} or {@code orphans}
 * @param images ids to verify; none: all
 * @param bytesPerSecond to be read at most; 0: as many as there are
 * @param state file that remembers how far a verification came; absent: nothing does
 * @param json whether the report is JSON
 * @param stores to be searched; none: all that can be
 * @param minimumAge of bytes that count as unknown
 * @param delete whether unknown bytes are removed
 */
record InventoryArguments(
    String command,
    List<String> images,
    long bytesPerSecond,
    @Nullable Path state,
    boolean json,
    List<String> stores,
    Duration minimumAge,
    boolean delete) {
  private static final long MEBIBYTE = 1 << 20;

  InventoryArguments {
    images = List.copyOf(images);
    stores = List.copyOf(stores);
  }

  /**
   * @throws CommandFailure if the arguments make no sense
   */
  static InventoryArguments parse(List<String> arguments) {
    Reader reader = new Reader();
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      reader.accept(rest.next(), rest);
    }
    return reader.result();
  }

  private static final class Reader {
    private final List<String> words = new ArrayList<>();
    private final List<String> stores = new ArrayList<>();
    private long rate;
    private @Nullable Path state;
    private boolean json;
    private Duration age = Duration.ofDays(1);
    private boolean delete;

    void accept(String argument, Iterator<String> rest) {
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      switch (name) {
        case "--json" -> json = true;
        case "--delete" -> delete = true;
        case "--rate" -> rate = number(name, value(argument, equals, rest)) * MEBIBYTE;
        case "--state" -> state = Path.of(value(argument, equals, rest));
        case "--store" -> stores.add(value(argument, equals, rest));
        case "--older-than" -> age = Duration.ofHours(number(name, value(argument, equals, rest)));
        default -> word(argument);
      }
    }

    private void word(String argument) {
      if (argument.startsWith("-")) {
        throw new CommandFailure("does not know " + argument);
      }
      words.add(argument);
    }

    private static String value(String argument, int equals, Iterator<String> rest) {
      if (equals >= 0) {
        return argument.substring(equals + 1);
      }
      if (!rest.hasNext()) {
        throw new CommandFailure("needs a value after " + argument);
      }
      return rest.next();
    }

    private static long number(String name, String text) {
      try {
        long number = Long.parseLong(text);
        if (number >= 0 && number < 1_000_000) {
          return number;
        }
      } catch (NumberFormatException _) {
        // told below
      }
      throw new CommandFailure("needs a whole number after %s, not %s".formatted(name, text));
    }

    InventoryArguments result() {
      if (words.isEmpty()) {
        throw new CommandFailure("needs a command: verify or orphans");
      }
      String command = words.removeFirst();
      boolean verifies = command.equals("verify");
      if (!verifies && !command.equals("orphans")) {
        throw new CommandFailure("does not know the command " + command);
      }
      if (!verifies && !words.isEmpty()) {
        throw new CommandFailure("takes no %s after orphans".formatted(words.getFirst()));
      }
      if (verifies && (delete || !stores.isEmpty())) {
        throw new CommandFailure("takes --delete and --store after orphans only");
      }
      return new InventoryArguments(command, words, rate, state, json, stores, age, delete);
    }
  }
}
