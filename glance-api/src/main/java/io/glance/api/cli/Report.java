package io.glance.api.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Rows that a command prints when it is done: as a table for people, as JSON for programs. */
final class Report {
  private final List<String> columns;
  private final List<List<Object>> rows = new ArrayList<>();
  private final Map<String, Object> summary = new LinkedHashMap<>();

  Report(String... columns) {
    this.columns = List.of(columns);
  }

  void add(Object... row) {
    rows.add(List.of(row));
  }

  void summarize(String name, Object value) {
    summary.put(name, value);
  }

  void print(boolean asJson, PrintStream out) {
    if (asJson) {
      printJson(out);
    } else {
      printTable(out);
    }
  }

  private void printJson(PrintStream out) {
    List<Map<String, Object>> items = new ArrayList<>();
    for (List<Object> row : rows) {
      Map<String, Object> item = new LinkedHashMap<>();
      for (int i = 0; i < row.size(); i++) {
        item.put(columns.get(i), row.get(i));
      }
      items.add(item);
    }
    Map<String, Object> whole = new LinkedHashMap<>(summary);
    whole.put("items", items);
    out.println(
        JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(whole));
  }

  private void printTable(PrintStream out) {
    if (!rows.isEmpty()) {
      List<Integer> widths = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        int column = i;
        widths.add(
            rows.stream()
                .mapToInt(row -> row.get(column).toString().length())
                .reduce(columns.get(i).length(), Math::max));
      }
      printRow(columns, widths, out);
      rows.forEach(row -> printRow(row, widths, out));
    }
    summary.forEach((name, value) -> out.println(name + ": " + value));
  }

  private static void printRow(List<?> row, List<Integer> widths, PrintStream out) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      line.append(("%-" + Math.max(1, widths.get(i)) + "s  ").formatted(row.get(i)));
    }
    out.println(line.toString().stripTrailing());
  }
}
