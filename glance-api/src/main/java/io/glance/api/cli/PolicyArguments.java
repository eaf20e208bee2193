package io.glance.api.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code glance-policy} is asked to do, apart from where the configuration is.
 *
 * @param rules to check; empty: all that the service asks
 */
record PolicyArguments(
    Command command, @Nullable Path tokenFile, @Nullable Path targetFile, List<String> rules) {

  enum Command {
    HELP,
    GENERATE,
    LIST,
    LIST_REDUNDANT,
    CHECK
  }

  PolicyArguments {
    rules = List.copyOf(rules);
  }

  /**
   * @throws CommandFailure if the arguments make no sense
   */
  static PolicyArguments parse(List<String> arguments) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      return new PolicyArguments(Command.HELP, null, null, List.of());
    }
    Reader reader = new Reader(arguments.iterator());
    while (reader.arguments.hasNext()) {
      reader.accept(reader.arguments.next());
    }
    return reader.result();
  }

  Optional<Path> target() {
    return Optional.ofNullable(targetFile);
  }

  private static final class Reader {
    private final Iterator<String> arguments;
    private final List<String> rules = new ArrayList<>();
    private @Nullable Command command;
    private @Nullable Path token;
    private @Nullable Path target;

    Reader(Iterator<String> arguments) {
      this.arguments = arguments;
    }

    void accept(String argument) {
      int equal = argument.indexOf('=');
      String name = equal < 0 ? argument : argument.substring(0, equal);
      switch (name) {
        case "--token-file" -> token = Path.of(value(argument, equal));
        case "--target" -> target = Path.of(value(argument, equal));
        case "--rule" -> rules.add(value(argument, equal));
        default -> {
          if (command != null) {
            throw new CommandFailure("does not know what '%s' means".formatted(argument));
          }
          command = command(argument);
        }
      }
    }

    private String value(String argument, int equal) {
      if (equal >= 0) {
        return argument.substring(equal + 1);
      }
      if (!arguments.hasNext()) {
        throw new CommandFailure(argument + " needs a value");
      }
      return arguments.next();
    }

    private static Command command(String argument) {
      return switch (argument) {
        case "generate" -> Command.GENERATE;
        case "list" -> Command.LIST;
        case "list-redundant" -> Command.LIST_REDUNDANT;
        case "check" -> Command.CHECK;
        default -> throw new CommandFailure("has no command '%s'".formatted(argument));
      };
    }

    PolicyArguments result() {
      if (command == null) {
        throw new CommandFailure("needs a command");
      }
      if (command == Command.CHECK && token == null) {
        throw new CommandFailure("check needs --token-file");
      }
      if (command != Command.CHECK && (token != null || target != null || !rules.isEmpty())) {
        throw new CommandFailure("only check takes --token-file, --rule and --target");
      }
      return new PolicyArguments(command, token, target, rules);
    }
  }
}
