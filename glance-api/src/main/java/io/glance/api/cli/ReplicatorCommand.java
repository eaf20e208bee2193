package io.glance.api.cli;

import java.util.stream.Stream;

/** What {@code glance-replicator} can do. */
enum ReplicatorCommand {
  COMPARE(
      "compare",
      "<fromserver:port> <toserver:port>",
      """
          Compare the contents of fromserver with those of toserver.

          fromserver:port: the location of the source glance instance.
          toserver:port:   the location of the target glance instance.
      """),
  DUMP(
      "dump",
      "<server:port> <path>",
      """
          Dump the contents of a glance instance to local disk.

          server:port: the location of the glance instance.
          path:        a directory on disk to contain the data.
      """),
  LIVECOPY(
      "livecopy",
      "<fromserver:port> <toserver:port>",
      """
          Load the contents of one glance instance into another.

          fromserver:port: the location of the source glance instance.
          toserver:port:   the location of the target glance instance.
      """),
  LOAD(
      "load",
      "<server:port> <path>",
      """
          Load the contents of a local directory into glance.

          server:port: the location of the glance instance.
          path:        a directory on disk containing the data.
      """),
  SIZE(
      "size",
      "<server:port>",
      """
          Determine the size of a glance instance if dumped to disk.

          server:port: the location of the glance instance.
      """);

  private final String written;
  private final String wanted;
  private final String explanation;

  ReplicatorCommand(String written, String wanted, String explanation) {
    this.written = written;
    this.wanted = wanted;
    this.explanation = explanation;
  }

  /**
   * @throws CommandFailure if there is no such command
   */
  static ReplicatorCommand named(String name) {
    return Stream.of(values())
        .filter(command -> command.written.equals(name))
        .findFirst()
        .orElseThrow(() -> new CommandFailure("Unknown command: " + name));
  }

  /** How many words follow it. */
  int words() {
    return wanted.split(" ", -1).length;
  }

  String help() {
    return "glance-replicator %s %s\n\n%s\n".formatted(written, wanted, explanation);
  }
}
