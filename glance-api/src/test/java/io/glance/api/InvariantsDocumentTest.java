package io.glance.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/invariants.md} beside the sources of all modules. */
class InvariantsDocumentTest {
  private static final Path PROJECT = Path.of("..");

  /** {@code `Class.member`}, and {@code `.member`} of the class that was named last. */
  private static final Pattern MEMBER = Pattern.compile("`(?:([A-Z][a-zA-Z0-9]*))?\\.([a-z]\\w*)`");

  @Test
  void everyMemberItNamesIsThere() throws IOException {
    Map<String, String> sources = sources();
    List<String> missing = new ArrayList<>();
    String type = "";
    Matcher named = MEMBER.matcher(Files.readString(PROJECT.resolve("docs/invariants.md")));
    while (named.find()) {
      type = named.group(1) == null ? type : named.group(1);
      if (!sources.getOrDefault(type, "").matches("(?s).*\\b" + named.group(2) + "\\b.*")) {
        missing.add(type + "." + named.group(2));
      }
    }

    assertThat(missing).isEmpty();
  }

  /** By the names of the classes; those of one name together. */
  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    try (Stream<Path> files = Files.walk(PROJECT)) {
      for (Path file : files.filter(path -> path.toString().matches(".*/src/.*\\.java")).toList()) {
        String type = file.getFileName().toString().replace(".java", "");
        sources.merge(type, Files.readString(file), String::concat);
      }
    }
    return sources;
  }
}
