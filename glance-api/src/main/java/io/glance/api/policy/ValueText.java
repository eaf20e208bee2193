package io.glance.api.policy;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as Python's {@code str} writes them, because comparisons are made of that. */
final class ValueText {
  private static final int LARGEST_PLAIN_EXPONENT = 15;
  private static final int SMALLEST_PLAIN_EXPONENT = -4;

  private ValueText() {}

  static String of(@Nullable Object value) {
    return switch (value) {
      case null -> "None";
      case String text -> text;
      case Boolean flag -> flag ? "True" : "False";
      case Double number -> number(number);
      case Float number -> number(number.doubleValue());
      case BigDecimal number -> number(number.doubleValue());
      case Collection<?> elements ->
          elements.stream().map(ValueText::within).collect(Collectors.joining(", ", "[", "]"));
      case Map<?, ?> entries ->
          entries.entrySet().stream()
              .map(entry -> within(entry.getKey()) + ": " + within(entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      default -> value.toString();
    };
  }

  private static String within(@Nullable Object value) {
    if (!(value instanceof String text)) {
      return of(value);
    }
    String quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? "\"" : "'";
    return quote + text.replace("\\", "\\\\").replace(quote, "\\" + quote) + quote;
  }

  private static String number(double number) {
    if (number == 0 || !Double.isFinite(number)) {
      return Double.toString(number).replace("Infinity", "inf").replace("NaN", "nan");
    }
    BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent > LARGEST_PLAIN_EXPONENT || exponent < SMALLEST_PLAIN_EXPONENT) {
      String mantissa = decimal.movePointLeft(exponent).stripTrailingZeros().toPlainString();
      return "%se%s%02d".formatted(mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
    String plain = decimal.toPlainString();
    return plain.indexOf('.') < 0 ? plain + ".0" : plain;
  }
}
