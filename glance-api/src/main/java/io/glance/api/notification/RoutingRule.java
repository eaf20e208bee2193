package io.glance.api.notification;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * When a driver is used. A list that is absent accepts everything, one that is empty nothing.
 *
 * @param events patterns with {@code *}, {@code ?} and {@code [...]}
 * @param priorities patterns in lower case
 */
record RoutingRule(
    String driver, @Nullable List<Pattern> events, @Nullable List<Pattern> priorities) {

  boolean accepts(String event, String priority) {
    return accepts(events, event) && accepts(priorities, priority);
  }

  private static boolean accepts(@Nullable List<Pattern> patterns, String text) {
    return patterns == null
        || patterns.stream().anyMatch(pattern -> pattern.matcher(text).matches());
  }

  /**
   * Reads the rules of a file: groups of drivers, whose names do not matter, with their lists.
   *
   * @throws IllegalArgumentException if it cannot be read or is something else
   */
  static List<RoutingRule> read(Path file) {
    try (Reader text = Files.newBufferedReader(file)) {
      Object groups = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
      List<RoutingRule> rules = new ArrayList<>();
      for (Object group : values(groups)) {
        if (group instanceof Map<?, ?> drivers) {
          drivers.forEach((name, lists) -> rules.add(rule(String.valueOf(name), lists)));
        } else {
          throw new IllegalArgumentException("has a group that names no drivers");
        }
      }
      return rules;
    } catch (IOException | YAMLException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "routing_config is %s, which cannot be used: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static Iterable<?> values(@Nullable Object groups) {
    if (groups == null) {
      return List.of();
    }
    if (groups instanceof Map<?, ?> map) {
      return map.values();
    }
    throw new IllegalArgumentException("is no map of groups");
  }

  private static RoutingRule rule(String driver, @Nullable Object lists) {
    Map<?, ?> named = lists instanceof Map<?, ?> map ? map : Map.of();
    return new RoutingRule(
        driver,
        patterns(named.get("accepted_events"), false),
        patterns(named.get("accepted_priorities"), true));
  }

  private static @Nullable List<Pattern> patterns(@Nullable Object list, boolean lowerCase) {
    if (list == null) {
      return null;
    }
    if (!(list instanceof List<?> items)) {
      throw new IllegalArgumentException("has a list of patterns that is none");
    }
    return items.stream()
        .map(String::valueOf)
        .map(text -> lowerCase ? text.toLowerCase(Locale.ROOT) : text)
        .map(RoutingRule::glob)
        .toList();
  }

  /** Source: Python's fnmatch.translate. */
  private static Pattern glob(String glob) {
    StringBuilder pattern = new StringBuilder();
    int at = 0;
    while (at < glob.length()) {
      char c = glob.charAt(at++);
      int end = c == '[' ? glob.indexOf(']', Math.min(at + 1, glob.length())) : -1;
      if (c == '*') {
        pattern.append(".*");
      } else if (c == '?') {
        pattern.append('.');
      } else if (end > 0) {
        String set = glob.substring(at, end).replace("\\", "\\\\").replace("[", "\\[");
        pattern.append('[').append(set.startsWith("!") ? "^" + set.substring(1) : set).append(']');
        at = end + 1;
      } else {
        pattern.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(pattern.toString(), Pattern.DOTALL);
  }
}
