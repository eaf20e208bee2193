package io.glance.api.schema;

import java.math.BigDecimal;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * JSON values written as Python's {@code repr} writes them: {@code None}, {@code 'x'}, {@code 1.0}.
 * Unlike there, what is longer than {@value #LONGEST} characters ends in three dots, so that an
 * error about a large request stays small.
 */
final class PythonNotation {
  /** Characters of any text at most, give or take one value. */
  static final int LONGEST = 1 << 16;

  static final String CUT = "...";

  /** Decimal exponents from which Python prefers {@code 1e+16} to plain digits. */
  private static final int LARGEST_PLAIN_EXPONENT = 15;

  private static final int SMALLEST_PLAIN_EXPONENT = -4;

  private PythonNotation() {}

  static String of(JsonNode value) {
    return ofAtMost(LONGEST, value);
  }

  /** The value, or its beginning and three dots if it takes more than {@code limit} characters. */
  static String ofAtMost(int limit, JsonNode value) {
    StringBuilder out = new StringBuilder();
    write(out, value, limit);
    return out.toString();
  }

  /**
   * @return false if the limit was reached and nothing more is to be written
   */
  private static boolean write(StringBuilder out, JsonNode value, int limit) {
    switch (value.getNodeType()) {
      case NULL, MISSING -> out.append("None");
      case BOOLEAN -> out.append(value.booleanValue() ? "True" : "False");
      case NUMBER -> out.append(value.isIntegralNumber() ? value.asString() : number(value));
      case STRING -> {
        return writeText(out, value.stringValue(), limit);
      }
      case ARRAY -> {
        return writeArray(out, value, limit);
      }
      case OBJECT -> {
        return writeObject(out, value, limit);
      }
      case BINARY, POJO -> {
        return writeText(out, value.asString(), limit);
      }
    }
    return hasRoom(out, limit);
  }

  private static boolean hasRoom(StringBuilder out, int limit) {
    if (out.length() <= limit) {
      return true;
    }
    out.append(CUT);
    return false;
  }

  private static boolean writeArray(StringBuilder out, JsonNode value, int limit) {
    String separator = "[";
    for (JsonNode element : value) {
      out.append(separator);
      if (!write(out, element, limit)) {
        return false;
      }
      separator = ", ";
    }
    out.append(value.isEmpty() ? "[]" : "]");
    return hasRoom(out, limit);
  }

  private static boolean writeObject(StringBuilder out, JsonNode value, int limit) {
    String separator = "{";
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      out.append(separator);
      if (!writeText(out, member.getKey(), limit)) {
        return false;
      }
      out.append(": ");
      if (!write(out, member.getValue(), limit)) {
        return false;
      }
      separator = ", ";
    }
    out.append(value.isEmpty() ? "{}" : "}");
    return hasRoom(out, limit);
  }

  /** The text in quotes: single ones, unless it holds those and no double ones. */
  static String text(String text) {
    StringBuilder out = new StringBuilder();
    writeText(out, text, LONGEST);
    return out.toString();
  }

  private static boolean writeText(StringBuilder out, String text, int limit) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    out.append(quote);
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (!hasRoom(out, limit)) {
        return false;
      }
      append(out, text.codePointAt(i), quote);
    }
    out.append(quote);
    return hasRoom(out, limit);
  }

  private static void append(StringBuilder result, int character, char quote) {
    switch (character) {
      case '\\' -> result.append("\\\\");
      case '\n' -> result.append("\\n");
      case '\r' -> result.append("\\r");
      case '\t' -> result.append("\\t");
      default -> {
        if (character == quote) {
          result.append('\\').append(quote);
        } else if (isPrintable(character)) {
          result.appendCodePoint(character);
        } else {
          result.append(escape(character));
        }
      }
    }
  }

  private static String escape(int character) {
    if (character <= 0xff) {
      return "\\x%02x".formatted(character);
    }
    return character <= 0xffff ? "\\u%04x".formatted(character) : "\\U%08x".formatted(character);
  }

  private static boolean isPrintable(int character) {
    if (character == ' ') {
      return true;
    }
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** The number as Python's float: infinite where it is too large. */
  static double floatOf(JsonNode value) {
    return Double.parseDouble(value.asString());
  }

  private static String number(JsonNode value) {
    double number = floatOf(value);
    if (Double.isNaN(number)) {
      return "nan";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "inf" : "-inf";
    }
    if (number == 0) {
      return 1 / number < 0 ? "-0.0" : "0.0";
    }
    BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent > LARGEST_PLAIN_EXPONENT || exponent < SMALLEST_PLAIN_EXPONENT) {
      return scientific(decimal, exponent);
    }
    String plain = decimal.toPlainString();
    return plain.indexOf('.') < 0 ? plain + ".0" : plain;
  }

  private static String scientific(BigDecimal decimal, int exponent) {
    String mantissa = decimal.movePointLeft(exponent).stripTrailingZeros().toPlainString();
    return "%se%s%02d".formatted(mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}
