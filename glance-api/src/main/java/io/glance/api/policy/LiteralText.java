package io.glance.api.policy;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The constants that may stand on the left side of a check: quoted texts, numbers, {@code True},
 * {@code False}, {@code None}. Source: Python's ast.literal_eval, followed by str.
 */
final class LiteralText {
  private static final Pattern WHOLE = Pattern.compile("([+-]?)(0(?:_?0)*|[1-9](?:_?[0-9])*)");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:[0-9]+\\.[0-9]*|\\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][+-]?[0-9]+)?");
  private static final Pattern QUOTED =
      Pattern.compile("'((?:[^'\\\\]|\\\\.)*)'|\"((?:[^\"\\\\]|\\\\.)*)\"");

  private LiteralText() {}

  /** The constant's text; empty if this is none. */
  static Optional<String> of(String left) {
    if (left.equals("True") || left.equals("False") || left.equals("None")) {
      return Optional.of(left);
    }
    Matcher quoted = QUOTED.matcher(left);
    if (quoted.matches()) {
      return Optional.of(unescaped(quoted.group(1) == null ? quoted.group(2) : quoted.group(1)));
    }
    Matcher whole = WHOLE.matcher(left);
    if (whole.matches()) {
      BigInteger number = new BigInteger(whole.group(2).replace("_", ""));
      return Optional.of((whole.group(1).equals("-") ? number.negate() : number).toString());
    }
    return DECIMAL.matcher(left).matches()
        ? Optional.of(ValueText.of(Double.valueOf(left)))
        : Optional.empty();
  }

  private static String unescaped(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char character = text.charAt(at);
      if (character != '\\') {
        plain.append(character);
        continue;
      }
      char escaped = text.charAt(++at);
      switch (escaped) {
        case '\\', '\'', '"' -> plain.append(escaped);
        case 'n' -> plain.append('\n');
        case 't' -> plain.append('\t');
        case 'r' -> plain.append('\r');
        default -> plain.append('\\').append(escaped);
      }
    }
    return plain.toString();
  }
}
