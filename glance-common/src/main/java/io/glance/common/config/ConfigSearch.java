package io.glance.common.config;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * Finds the configuration files of a program where oslo.config looks for them.
 *
 * <p>Of {@code glance.conf} and {@code <program>.conf} the first one found is taken, in {@code
 * ~/.glance}, {@code ~}, {@code /etc/glance}, {@code /etc}; the same goes for the directories
 * {@code glance.conf.d} and {@code <program>.conf.d}. Source: oslo_config/cfg.py, find_config_files
 * and _parse_config_files; glance/common/wsgi_app.py, _get_config_files; glance/cmd/manage.py,
 * main.
 *
 * @param home the user's home directory
 * @param etc {@code /etc}
 * @param environment environment variables
 */
public record ConfigSearch(Path home, Path etc, Map<String, String> environment) {
  private static final String PROJECT = "glance";
  private static final String API = "glance-api";
  private static final String IMPORT_FILE = "glance-image-import.conf";

  public ConfigSearch {
    environment = Map.copyOf(environment);
  }

  /** Looks where an installed program looks. */
  public static ConfigSearch ofSystem() {
    return new ConfigSearch(
        Path.of(System.getProperty("user.home", "/")), Path.of("/etc"), System.getenv());
  }

  /**
   * The files to read, later ones win. Default files are left out if the command line names a file,
   * default directories if it names a directory.
   *
   * @throws InvalidConfigFile if a directory that the command line names does not exist
   */
  List<Path> files(String program, CommandLine commandLine) {
    List<Path> files = new ArrayList<>();
    List<String> programs = programs(program);
    if (!commandLine.names(CommandLine.Kind.FILE)) {
      files.addAll(defaultFiles(programs));
    }
    if (!commandLine.names(CommandLine.Kind.DIRECTORY)) {
      defaultDirectories(programs).forEach(directory -> files.addAll(filesIn(directory)));
    }
    for (CommandLine.Source source : commandLine.sources()) {
      Path path = expanded(source.path());
      switch (source.kind()) {
        case FILE -> files.add(path);
        case DIRECTORY -> files.addAll(filesIn(existing(path)));
      }
    }
    return files;
  }

  /**
   * Where a file may lie that goes with the configuration: the directories that the command line
   * names, those of the files, the last one's first, then the usual places.
   *
   * <p>Source: oslo_config/cfg.py, ConfigOpts.find_file.
   */
  List<Path> directories(String program, CommandLine commandLine) {
    SequencedSet<Path> directories = new LinkedHashSet<>();
    List<Path> files = new ArrayList<>();
    if (!commandLine.names(CommandLine.Kind.FILE)) {
      files.addAll(defaultFiles(programs(program)));
    }
    for (CommandLine.Source source : commandLine.sources()) {
      Path path = expanded(source.path());
      switch (source.kind()) {
        case FILE -> files.add(path);
        case DIRECTORY -> directories.add(path);
      }
    }
    for (Path file : files.reversed()) {
      directories.add(file.resolveSibling(""));
    }
    directories.addAll(usualPlaces());
    return List.copyOf(directories);
  }

  /** The registry falls back to the API's files, commands of both read them first. */
  private List<String> programs(String program) {
    return switch (program) {
      case "glance-registry" ->
          find("glance-registry", ".conf").isPresent() ? List.of(program) : List.of(API);
      case "glance-manage", "glance-scrubber", "glance-cache" -> List.of(API, program);
      default -> List.of(program);
    };
  }

  private SequencedSet<Path> defaultFiles(List<String> programs) {
    SequencedSet<Path> files = new LinkedHashSet<>();
    for (String program : programs) {
      find(PROJECT, ".conf").ifPresent(files::add);
      Optional<Path> own = find(program, ".conf");
      if (program.equals(API)) {
        own = own.or(() -> chosenDirectory().map(directory -> directory.resolve(API + ".conf")));
        own.flatMap(ConfigSearch::importFileBeside).ifPresent(files::add);
      }
      own.ifPresent(files::add);
    }
    return files;
  }

  private SequencedSet<Path> defaultDirectories(List<String> programs) {
    SequencedSet<Path> directories = new LinkedHashSet<>();
    for (String program : programs) {
      find(PROJECT, ".conf.d").ifPresent(directories::add);
      find(program, ".conf.d").ifPresent(directories::add);
    }
    return directories;
  }

  private Optional<Path> find(String name, String extension) {
    return places().stream()
        .map(place -> place.resolve(name + extension))
        .filter(Files::exists)
        .findFirst();
  }

  /** The API's file must be in this directory, if it is chosen; others may be. */
  private Optional<Path> chosenDirectory() {
    return Optional.ofNullable(environment.get("OS_GLANCE_CONFIG_DIR"))
        .map(String::strip)
        .filter(directory -> !directory.isEmpty())
        .map(this::expanded);
  }

  private List<Path> places() {
    return chosenDirectory().map(List::of).orElseGet(this::usualPlaces);
  }

  private List<Path> usualPlaces() {
    List<Path> places = new ArrayList<>();
    places.add(home.resolve("." + PROJECT));
    places.add(home);
    places.add(etc.resolve(PROJECT));
    places.add(etc);
    for (String snap : List.of("SNAP_COMMON", "SNAP")) {
      String root = environment.get(snap);
      if (root != null && !root.isEmpty()) {
        places.add(Path.of(root, "etc", PROJECT));
      }
    }
    return places;
  }

  private Path expanded(String path) {
    if (path.equals("~")) {
      return home;
    }
    return path.startsWith("~/")
        ? home.resolve(path.substring(2))
        : Path.of(path).toAbsolutePath().normalize();
  }

  private static Optional<Path> importFileBeside(Path file) {
    return Optional.of(file.resolveSibling(IMPORT_FILE)).filter(Files::exists);
  }

  private static Path existing(Path directory) {
    if (!Files.exists(directory)) {
      throw new InvalidConfigFile(directory, "there is no such configuration directory");
    }
    return directory;
  }

  /** As the shell's {@code *.conf}: hidden files are left out. */
  private static List<Path> filesIn(Path directory) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*.conf")) {
      entries.forEach(files::add);
    } catch (IOException e) {
      throw new InvalidConfigFile(directory, "cannot be listed: " + e.getMessage());
    }
    files.removeIf(file -> file.getFileName().toString().startsWith("."));
    files.sort(null);
    return files;
  }
}
