package io.glance.api.schema;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * JSON values written as Python's {@code repr} writes them: {@code None}, {@code 'x'}, {@code 1.0}.
 */
final class PythonNotation {
  /** Decimal exponents from which Python prefers {@code 1e+16} to plain digits. */
  private static final int LARGEST_PLAIN_EXPONENT = 15;

  private static final int SMALLEST_PLAIN_EXPONENT = -4;

  private PythonNotation() {}

  static String of(JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL, MISSING -> "None";
      case BOOLEAN -> value.booleanValue() ? "True" : "False";
      case NUMBER -> value.isIntegralNumber() ? value.asString() : number(value);
      case STRING -> text(value.stringValue());
      case ARRAY -> array(value);
      case OBJECT -> object(value);
      case BINARY, POJO -> text(value.asString());
    };
  }

  private static String array(JsonNode value) {
    List<String> elements = new ArrayList<>();
    value.forEach(element -> elements.add(of(element)));
    return "[" + String.join(", ", elements) + "]";
  }

  private static String object(JsonNode value) {
    List<String> members = new ArrayList<>();
    value.forEachEntry((name, member) -> members.add(text(name) + ": " + of(member)));
    return "{" + String.join(", ", members) + "}";
  }

  /** The text in quotes: single ones, unless it holds those and no double ones. */
  static String text(String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    StringBuilder result = new StringBuilder(text.length() + 2).append(quote);
    text.codePoints().forEach(character -> append(result, character, quote));
    return result.append(quote).toString();
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
