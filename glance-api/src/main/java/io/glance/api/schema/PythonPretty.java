package io.glance.api.schema;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * JSON values laid out as Python's {@code pprint.pformat} does, keys in their own order.
 *
 * <p>What fits into the width stays on a line; otherwise each member gets its own, aligned with the
 * first, and long texts are cut at blanks.
 */
final class PythonPretty {
  private static final Pattern LINES =
      Pattern.compile(
          "[^\\n\\x0b\\f\\r\\x1c-\\x1e\\x85\\u2028\\u2029]*(?:\\r\\n|[\\n\\x0b\\f\\r\\x1c-\\x1e\\x85\\u2028\\u2029]|$)");
  private static final Pattern WORDS = Pattern.compile("\\S*\\s*", Pattern.UNICODE_CHARACTER_CLASS);

  private static final int CHARACTERS_OF_A_CODE_POINT = 2;

  private final int width;
  private final StringBuilder out = new StringBuilder();

  private PythonPretty(int width) {
    this.width = width;
  }

  /**
   * @param width characters of a line
   */
  static String of(JsonNode value, int width) {
    PythonPretty pretty = new PythonPretty(width);
    pretty.write(value, new Room(0, 0), true);
    if (pretty.isFull()) {
      pretty.out.append(PythonNotation.CUT);
    }
    return pretty.out.toString();
  }

  private boolean isFull() {
    return out.length() > PythonNotation.LONGEST;
  }

  /**
   * @param indent characters to the left of the value
   * @param allowance characters that must still fit behind it
   */
  private record Room(int indent, int allowance) {}

  private void write(JsonNode value, Room room, boolean outermost) {
    if (isFull()) {
      return;
    }
    int left = width - room.indent - room.allowance;
    String line = PythonNotation.ofAtMost(CHARACTERS_OF_A_CODE_POINT * Math.max(left, 0), value);
    if (length(line) <= left) {
      out.append(line);
    } else if (value.isObject()) {
      writeObject(value, room);
    } else if (value.isArray()) {
      writeArray(value, room);
    } else if (value.isString()) {
      writeText(value.stringValue(), room, outermost);
    } else {
      out.append(PythonNotation.of(value));
    }
  }

  private void writeObject(JsonNode value, Room room) {
    int indent = room.indent + 1;
    out.append('{');
    Iterator<Map.Entry<String, JsonNode>> members = value.properties().iterator();
    while (members.hasNext() && !isFull()) {
      Map.Entry<String, JsonNode> member = members.next();
      String name = PythonNotation.text(member.getKey()) + ": ";
      out.append(name);
      int allowance = members.hasNext() ? 1 : room.allowance + 1;
      write(member.getValue(), new Room(indent + length(name), allowance), false);
      if (members.hasNext()) {
        startLine(",", indent);
      }
    }
    out.append('}');
  }

  private void writeArray(JsonNode value, Room room) {
    int indent = room.indent + 1;
    out.append('[');
    Iterator<JsonNode> elements = value.iterator();
    while (elements.hasNext() && !isFull()) {
      JsonNode element = elements.next();
      int allowance = elements.hasNext() ? 1 : room.allowance + 1;
      write(element, new Room(indent, allowance), false);
      if (elements.hasNext()) {
        startLine(",", indent);
      }
    }
    out.append(']');
  }

  private void startLine(String endOfTheLast, int indent) {
    out.append(endOfTheLast).append('\n').repeat(' ', Math.min(indent, PythonNotation.LONGEST));
  }

  private void writeText(String text, Room room, boolean outermost) {
    int indent = outermost ? room.indent + 1 : room.indent;
    int allowance = outermost ? room.allowance + 1 : room.allowance;
    String shown = text.substring(0, Math.min(text.length(), PythonNotation.LONGEST));
    List<String> chunks = chunks(shown, width - indent, allowance);
    boolean inParentheses = outermost && chunks.size() > 1;
    if (inParentheses) {
      out.append('(');
    }
    for (int i = 0; i < chunks.size() && !isFull(); i++) {
      if (i > 0) {
        startLine("", indent);
      }
      out.append(chunks.get(i));
    }
    if (inParentheses) {
      out.append(')');
    }
  }

  private static List<String> chunks(String text, int room, int allowance) {
    List<String> chunks = new ArrayList<>();
    List<String> lines = matches(LINES, text);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int allowanceHere = i == lines.size() - 1 ? allowance : 0;
      String whole = PythonNotation.text(line);
      if (length(whole) <= room - allowanceHere) {
        chunks.add(whole);
      } else {
        addWords(chunks, line, room, allowanceHere);
      }
    }
    return chunks;
  }

  private static void addWords(List<String> chunks, String line, int room, int allowance) {
    List<String> words = matches(WORDS, line);
    String chunk = "";
    for (int i = 0; i < words.size(); i++) {
      int roomHere = i == words.size() - 1 ? room - allowance : room;
      String longer = chunk + words.get(i);
      if (length(PythonNotation.text(longer)) <= roomHere) {
        chunk = longer;
        continue;
      }
      if (!chunk.isEmpty()) {
        chunks.add(PythonNotation.text(chunk));
      }
      chunk = words.get(i);
    }
    if (!chunk.isEmpty()) {
      chunks.add(PythonNotation.text(chunk));
    }
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static List<String> matches(Pattern pattern, String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      if (!matcher.group().isEmpty()) {
        found.add(matcher.group());
      }
    }
    return found;
  }
}
