package io.glance.common.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The sample files of {@code etc/}. An option that is commented out is written {@code #name =
 * value}, prose {@code # with a blank}.
 */
final class SampleFiles {
  private static final Pattern COMMENTED = Pattern.compile("#([a-z][a-z0-9_]*\\s*=.*)");

  private SampleFiles() {}

  static List<Path> in(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().matches("glance-.*\\.conf(\\.sample)?"))
          .filter(file -> !file.getFileName().toString().startsWith("glance-swift"))
          .sorted()
          .toList();
    }
  }

  /** All options of a sample, those commented out too, that this release does not honour. */
  static List<OptionName> idleOptions(Path file, OptionCatalogue catalogue) throws IOException {
    return parsed(file).options().stream()
        .filter(option ->
            catalogue
                .find(option)
                .filter(known -> known.status() == OptionStatus.HONOURED)
                .isEmpty())
        .toList();
  }

  private static OsloConfigFile parsed(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line : Files.readAllLines(file)) {
      Matcher commented = COMMENTED.matcher(line);
      text.append(commented.matches() ? commented.group(1) : line).append('\n');
    }
    return OsloConfigFile.parse(file.toString(), text.toString());
  }
}
