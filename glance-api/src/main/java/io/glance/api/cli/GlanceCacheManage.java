package io.glance.api.cli;

import io.glance.common.keystone.KeystoneException;
import io.glance.common.logging.GlanceLogging;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The command {@code glance-cache-manage}: the cache of a node, seen and changed from elsewhere.
 *
 * <p>Source: glance/cmd/cache_manage.py.
 */
public final class GlanceCacheManage {
  private static final String PROGRAM = "glance-cache-manage";
  private static final int WRONG_ARGUMENTS = 2;
  private static final int MICROSECONDS = 1_000_000;

  private final PrintStream out;
  private final InputStream in;
  private final CacheManageArguments arguments;

  private GlanceCacheManage(CacheManageArguments arguments, InputStream in, PrintStream out) {
    this.arguments = arguments;
    this.in = in;
    this.out = out;
  }

  public static void main(String[] args) {
    new GlanceLogging(PROGRAM);
    System.exit(run(args, System.in, System.out, System.err));
  }

  /** Does what the arguments say. Returns the exit code. */
  static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
    try {
      CacheManageArguments arguments =
          CacheManageArguments.parse(Arrays.asList(args), System.getenv());
      if (arguments.has("help")) {
        out.print(CacheManageHelp.ALL);
        return 0;
      }
      if (arguments.has("version")) {
        out.println(ProgramVersion.text());
        return 0;
      }
      if (arguments.command().isEmpty()) {
        throw new CommandFailure("the following arguments are required: command");
      }
      return new GlanceCacheManage(arguments, in, out).run(err);
    } catch (CommandFailure e) {
      err.println(CacheManageHelp.USAGE);
      err.println("%s: error: %s".formatted(PROGRAM, e.getMessage()));
      return WRONG_ARGUMENTS;
    }
  }

  private int run(PrintStream err) {
    List<String> words = arguments.command();
    boolean isHelp = words.getFirst().equals("help");
    if (isHelp && words.size() == 1) {
      out.print(CacheManageHelp.ALL);
      return 0;
    }
    String name = isHelp ? words.get(1) : words.getFirst();
    Command command =
        Stream.of(Command.values())
            .filter(each -> each.written.equals(name))
            .findFirst()
            .orElse(null);
    if (command == null) {
      out.println("\nError: \"%s\" is not a valid command.\n".formatted(name));
      out.print(CacheManageHelp.COMMANDS);
      err.println("Unknown command: " + name);
      return 1;
    }
    if (isHelp) {
      out.println(command.help());
      return 0;
    }
    return command.takesImage && !hasOneImage(command) ? 1 : timed(command);
  }

  private boolean hasOneImage(Command command) {
    List<String> words = arguments.command();
    if (words.size() != 2) {
      out.println(
          ("Please specify the ID of the image you wish for command '%s' from the cache as the"
                  + " first and only argument.")
              .formatted(command.written));
      return false;
    }
    try {
      UUID.fromString(words.get(1));
      return true;
    } catch (IllegalArgumentException _) {
      out.println("Image ID '%s' is not a valid UUID.".formatted(words.get(1)));
      return false;
    }
  }

  private int timed(Command command) {
    long start = System.nanoTime();
    int code = attempt(command);
    if (arguments.has("verbose")) {
      out.println(
          String.format(Locale.ROOT, "Completed in %.4f sec.", (System.nanoTime() - start) / 1e9));
    }
    return code;
  }

  private int attempt(Command command) {
    String image = arguments.command().size() > 1 ? arguments.command().get(1) : "";
    try {
      if (command.asks()
          && !arguments.has("force")
          && !confirms(command.question.formatted(image))) {
        return 0;
      }
      JsonNode answer =
          new CacheManageClient(arguments).send(command.verb, command.path.formatted(image));
      tell(command, image, answer);
      return 0;
    } catch (CacheManageClient.NotThere _) {
      out.println("Cache management middleware not enabled on host " + arguments.host());
    } catch (CacheManageClient.NotAllowed _) {
      out.println("Not authorized to make this request.");
    } catch (IOException | KeystoneException | IllegalArgumentException | CommandFailure e) {
      out.println("Failed to %s. Got error:".formatted(command.purpose));
      out.println(e.getMessage() == null ? e.toString() : e.getMessage());
    }
    return 1;
  }

  /**
   * @throws IOException if nobody answers
   */
  private boolean confirms(String question) throws IOException {
    out.print(question + " [y/N] ");
    out.flush();
    Scanner answers = new Scanner(in, StandardCharsets.UTF_8);
    if (!answers.hasNextLine()) {
      throw new EOFException("EOF when reading a line");
    }
    String answer = answers.nextLine();
    return Set.of("yes", "y").contains(answer.toLowerCase(Locale.ROOT));
  }

  private void tell(Command command, String image, JsonNode answer) {
    switch (command) {
      case LIST_CACHED -> tellCached(answer.path("cached_images"));
      case LIST_QUEUED -> tellQueued(answer.path("queued_images"));
      case QUEUE_IMAGE -> tellIfVerbose("Queued image %s for caching".formatted(image));
      case DELETE_CACHED_IMAGE -> tellIfVerbose("Deleted cached image " + image);
      case DELETE_ALL_CACHED_IMAGES ->
          tellIfVerbose(
              "Deleted %s cached images".formatted(answer.path("num_deleted").asString()));
      case DELETE_QUEUED_IMAGE -> tellIfVerbose("Deleted queued image " + image);
      case DELETE_ALL_QUEUED_IMAGES ->
          tellIfVerbose(
              "Deleted %s queued images".formatted(answer.path("num_deleted").asString()));
    }
  }

  private void tellIfVerbose(String line) {
    if (arguments.has("verbose")) {
      out.println(line);
    }
  }

  private void tellCached(JsonNode images) {
    if (images.isEmpty()) {
      out.println("No cached images.");
      return;
    }
    out.println("Found %d cached images...".formatted(images.size()));
    TextTable table =
        new TextTable(
            List.of("ID", "Last Accessed (UTC)", "Last Modified (UTC)", "Size", "Hits"),
            Set.of("Size", "Hits"));
    for (JsonNode image : images) {
      double accessed = image.path("last_accessed").asDouble();
      table.add(
          List.of(
              image.path("image_id").asString(),
              accessed == 0 ? "N/A" : time(accessed),
              time(image.path("last_modified").asDouble()),
              image.path("size").asString(),
              image.path("hits").asString()));
    }
    table.lines().forEach(out::println);
  }

  private void tellQueued(JsonNode images) {
    if (images.isEmpty()) {
      out.println("No queued images.");
      return;
    }
    out.println("Found %d queued images...".formatted(images.size()));
    TextTable table = new TextTable(List.of("ID"), Set.of());
    images.forEach(image -> table.add(List.of(image.asString())));
    table.lines().forEach(out::println);
  }

  private static String time(double seconds) {
    long micros = Math.round(seconds * MICROSECONDS);
    Instant time =
        Instant.ofEpochSecond(
            Math.floorDiv(micros, MICROSECONDS), Math.floorMod(micros, MICROSECONDS) * 1000L);
    return DateTimeFormatter.ofPattern(
            micros % MICROSECONDS == 0 ? "uuuu-MM-dd'T'HH:mm:ss" : "uuuu-MM-dd'T'HH:mm:ss.SSSSSS")
        .format(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
  }

  /** A command that asks a node. */
  enum Command {
    LIST_CACHED(
        "list-cached",
        "GET",
        "cached_images",
        "show cached images",
        "",
        "List all images currently cached."),
    LIST_QUEUED(
        "list-queued",
        "GET",
        "queued_images",
        "show queued images",
        "",
        "List all images currently queued for caching."),
    QUEUE_IMAGE(
        "queue-image",
        "PUT",
        "queued_images/%s",
        "queue the specified image for caching",
        "Queue image %s for caching?",
        "Queues an image for caching."),
    DELETE_CACHED_IMAGE(
        "delete-cached-image",
        "DELETE",
        "cached_images/%s",
        "delete the specified cached image",
        "Delete cached image %s?",
        "Deletes an image from the cache."),
    DELETE_ALL_CACHED_IMAGES(
        "delete-all-cached-images",
        "DELETE",
        "cached_images",
        "Delete all cached images",
        "Delete all cached images?",
        "Remove all images from the cache."),
    DELETE_QUEUED_IMAGE(
        "delete-queued-image",
        "DELETE",
        "queued_images/%s",
        "delete the specified queued image",
        "Delete queued image %s?",
        "Deletes an image from the cache queue."),
    DELETE_ALL_QUEUED_IMAGES(
        "delete-all-queued-images",
        "DELETE",
        "queued_images",
        "Delete all queued images",
        "Delete all queued images?",
        "Remove all images from the cache queue.");

    private final String written;
    private final String verb;
    private final String path;
    private final String purpose;
    private final String question;
    private final String explanation;
    private final boolean takesImage;

    Command(
        String written,
        String verb,
        String path,
        String purpose,
        String question,
        String explanation) {
      this.written = written;
      this.verb = verb;
      this.path = path;
      this.purpose = purpose;
      this.question = question;
      this.explanation = explanation;
      takesImage = path.contains("%s");
    }

    boolean asks() {
      return !question.isEmpty();
    }

    String help() {
      return "%s %s%s [options]\n\n    %s\n"
          .formatted(PROGRAM, written, takesImage ? " <IMAGE_ID>" : "", explanation);
    }
  }
}
