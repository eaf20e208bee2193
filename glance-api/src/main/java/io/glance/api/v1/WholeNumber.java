package io.glance.api.v1;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as Python's {@code int} reads them. */
final class WholeNumber {
  private static final Pattern NUMBER = Pattern.compile("\\s*([+-]?\\d{1,40})\\s*");

  private WholeNumber() {}

  /** Empty if it is none, or one of more than forty digits. */
  static Optional<BigInteger> of(String text) {
    Matcher number = NUMBER.matcher(text);
    return number.matches() ? Optional.of(new BigInteger(number.group(1))) : Optional.empty();
  }
}
