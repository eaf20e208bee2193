package io.glance.api.cli;

import io.glance.api.replicator.Endpoint;
import io.glance.api.replicator.Replicator;
import io.glance.api.replicator.ReplicatorProperties;
import io.glance.common.config.ConfigException;
import io.glance.common.config.OsloEnvironment;
import io.glance.common.logging.GlanceLogging;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The command {@code glance-replicator}: images of one Glance for another, or for a directory.
 *
 * <p>Source: glance/cmd/replicator.py, main; its words and exit codes.
 */
public final class GlanceReplicator {
  private static final String PROGRAM = "glance-replicator";
  private static final Logger LOG = LoggerFactory.getLogger(GlanceReplicator.class);

  private final ReplicatorArguments arguments;
  private final PrintStream out;

  private GlanceReplicator(ReplicatorArguments arguments, PrintStream out) {
    this.arguments = arguments;
    this.out = out;
  }

  public static void main(String[] args) {
    GlanceLogging logging = new GlanceLogging(PROGRAM);
    System.exit(run(args, System.out, System.err, logging));
  }

  /** Does what the arguments say. Returns the exit code. */
  static int run(String[] args, PrintStream out, PrintStream err, GlanceLogging logging) {
    try {
      ReplicatorArguments arguments = ReplicatorArguments.parse(Arrays.asList(args));
      if (arguments.has("help")) {
        out.print(ReplicatorHelp.ALL);
        return 0;
      }
      if (arguments.has("version")) {
        out.println(ProgramVersion.text());
        return 0;
      }
      OsloEnvironment options =
          OsloEnvironment.load(PROGRAM, arguments.forConfiguration().toArray(String[]::new));
      logging.apply(options);
      options.logWarnings();
      arguments = arguments.withWords(List.of(options.remainingArguments()));
      return new GlanceReplicator(arguments, out).run(options) ? 0 : 1;
    } catch (CommandFailure | ConfigException | IllegalArgumentException | IOException e) {
      err.println("ERROR: " + Objects.requireNonNullElse(e.getMessage(), e.toString()));
      return 1;
    }
  }

  private boolean run(OsloEnvironment options) throws IOException {
    if (arguments.command().isEmpty()) {
      out.print(ReplicatorHelp.COMMANDS);
      return true;
    }
    if (arguments.command().equals("help")) {
      help();
      return true;
    }
    ReplicatorCommand command = ReplicatorCommand.named(arguments.command());
    Replicator replicator =
        new Replicator(arguments.over(options.bind("DEFAULT", ReplicatorProperties.class)));
    try {
      List<String> words = arguments.words();
      requireNumber(command, words.size());
      return run(command, replicator, words);
    } catch (CommandFailure | IllegalArgumentException e) {
      LOG.error("{}", command.help());
      throw e;
    }
  }

  private void help() {
    out.print(
        arguments.words().isEmpty()
            ? ReplicatorHelp.COMMANDS
            : ReplicatorCommand.named(arguments.words().getFirst()).help());
  }

  private static void requireNumber(ReplicatorCommand command, int words) {
    if (words < command.words()) {
      throw new CommandFailure("Too few arguments.");
    }
    if (words > command.words()) {
      throw new CommandFailure("Too many arguments.");
    }
  }

  private boolean run(ReplicatorCommand command, Replicator replicator, List<String> words)
      throws IOException {
    Endpoint first = Endpoint.of(words.getFirst());
    return switch (command) {
      case SIZE -> {
        out.println(replicator.size(first));
        yield true;
      }
      case DUMP -> replicator.dump(first, Path.of(words.getLast()));
      case LOAD -> replicator.load(first, Path.of(words.getLast()));
      case LIVECOPY -> replicator.livecopy(first, Endpoint.of(words.getLast()));
      case COMPARE -> replicator.compare(first, Endpoint.of(words.getLast()));
    };
  }
}
