package io.glance.api.cli;

import io.glance.common.config.ConfigException;
import io.glance.common.config.OsloEnvironment;
import io.glance.common.logging.GlanceLogging;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command {@code glance-status}.
 *
 * <p>Source: oslo_upgradecheck/upgradecheck.py; its words and exit codes.
 */
public final class GlanceStatus {
  static final String HELP =
      """
      Usage: glance-status [--config-file FILE]... [--config-dir DIR]... upgrade check [--json]

      Says whether anything in the configuration of glance-api stands in the way of an upgrade.

        --json   print the results as JSON

      Exit code: 0 nothing; 2 something; 255 it cannot be told.
      """;

  private static final String TITLE = "Upgrade Check Results";
  private static final int FAILURE = 2;
  private static final int UNUSABLE = 255;
  private static final int WIDTH = 60;

  private GlanceStatus() {}

  public static void main(String[] args) {
    new GlanceLogging("glance-status");
    System.exit(run(args, System.out, System.err));
  }

  /** Does what the arguments say. Returns the exit code. */
  static int run(String[] args, PrintStream out, PrintStream err) {
    List<String> words = new ArrayList<>(Arrays.asList(args));
    if (words.contains("--help") || words.contains("-h")) {
      out.print(HELP);
      return 0;
    }
    boolean isJson = words.remove("--json");
    try {
      OsloEnvironment options = OsloEnvironment.load("glance-api", words.toArray(String[]::new));
      if (!List.of(options.remainingArguments()).equals(List.of("upgrade", "check"))) {
        err.println("glance-status needs the command: upgrade check; see glance-status --help");
        return UNUSABLE;
      }
      List<UpgradeChecks.Result> results = new UpgradeChecks(options).all();
      if (isJson) {
        printJson(results, out);
      } else {
        printTable(results, out);
      }
      return results.stream().allMatch(UpgradeChecks.Result::isGood) ? 0 : FAILURE;
    } catch (ConfigException e) {
      err.println("glance-status: " + e.getMessage());
      return UNUSABLE;
    }
  }

  private static void printJson(List<UpgradeChecks.Result> results, PrintStream out) {
    List<Map<String, @Nullable Object>> checks = new ArrayList<>();
    for (UpgradeChecks.Result result : results) {
      Map<String, @Nullable Object> check = new LinkedHashMap<>();
      check.put("check", result.check());
      check.put("result", result.isGood() ? 0 : FAILURE);
      check.put("details", result.details());
      checks.add(check);
    }
    Map<String, Object> whole = new LinkedHashMap<>();
    whole.put("name", TITLE);
    whole.put("checks", checks);
    out.println(JsonMapper.shared().writeValueAsString(whole));
  }

  private static void printTable(List<UpgradeChecks.Result> results, PrintStream out) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(List.of(TITLE));
    for (UpgradeChecks.Result result : results) {
      List<String> lines = new ArrayList<>();
      lines.add("Check: " + result.check());
      lines.add("Result: " + (result.isGood() ? "Success" : "Failure"));
      lines.addAll(wrapped("Details: ", result.details()));
      cells.add(lines);
    }
    int width = cells.stream().flatMap(List::stream).mapToInt(String::length).max().orElse(1);
    String rule = "+-" + "-".repeat(width) + "-+";
    out.println(rule);
    for (List<String> lines : cells) {
      lines.forEach(line -> out.println("| " + line + " ".repeat(width - line.length()) + " |"));
      out.println(rule);
    }
  }

  /** Lines of a width that people read well. */
  private static List<String> wrapped(String label, @Nullable String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    String indent = "";
    for (String word : String.valueOf(text == null ? "None" : text).split(" ", -1)) {
      boolean isFull = indent.length() + line.length() + 1 + word.length() > WIDTH;
      if (isFull && !line.isEmpty()) {
        lines.add(indent + line);
        indent = "  ";
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(indent + line);
    lines.set(0, label + lines.getFirst());
    return lines;
  }
}
