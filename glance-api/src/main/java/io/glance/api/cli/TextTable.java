package io.glance.api.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A table with a frame of characters, as Python's prettytable draws it. */
final class TextTable {
  private final List<String> columns;
  private final Set<String> numbers;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param numbers columns that are written flush right; the others are in the middle
   */
  TextTable(List<String> columns, Set<String> numbers) {
    this.columns = List.copyOf(columns);
    this.numbers = Set.copyOf(numbers);
  }

  void add(List<String> row) {
    rows.add(List.copyOf(row));
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(rule());
    lines.add(line(columns));
    lines.add(rule());
    rows.forEach(row -> lines.add(line(row)));
    lines.add(rule());
    return lines;
  }

  private String rule() {
    StringBuilder rule = new StringBuilder("+");
    for (int i = 0; i < columns.size(); i++) {
      rule.append("-".repeat(width(i) + 2)).append('+');
    }
    return rule.toString();
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder("|");
    for (int i = 0; i < columns.size(); i++) {
      int spare = width(i) - cells.get(i).length();
      int before = numbers.contains(columns.get(i)) ? spare : (spare + leaning(i, spare)) / 2;
      line.append(' ')
          .append(" ".repeat(before))
          .append(cells.get(i))
          .append(" ".repeat(spare - before))
          .append(" |");
    }
    return line.toString();
  }

  /** An odd blank goes before a text of even length. */
  private int leaning(int column, int spare) {
    return spare % 2 == 1 && width(column) % 2 == 1 ? 1 : 0;
  }

  private int width(int column) {
    int width = columns.get(column).length();
    for (List<String> row : rows) {
      width = Math.max(width, row.get(column).length());
    }
    return width;
  }
}
