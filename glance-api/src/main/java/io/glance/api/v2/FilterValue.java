package io.glance.api.v2;

import io.glance.common.error.GlanceException;
import io.glance.common.time.IsoTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The value of a filter, {@code operator:operand}; without an operator it is meant as it stands.
 *
 * <p>Source: glance/common/utils.py, split_filter_op and split_filter_value_for_quotes.
 */
record FilterValue(String operator, String operand) {
  private static final Pattern ELEMENT =
      Pattern.compile(
          "\"(?<quoted>[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\",?|(?<plain>[^,]++),?|,",
          Pattern.DOTALL);

  static FilterValue of(String text) {
    int colon = text.indexOf(':');
    if (colon < 0 || IsoTime.parse(text).isPresent()) {
      return new FilterValue("eq", text);
    }
    return new FilterValue(text.substring(0, colon), text.substring(colon + 1));
  }

  /**
   * The elements of a list: between commas, or in double quotes between commas.
   *
   * @throws GlanceException.Invalid if quotes stand where they may not
   */
  List<String> elements() {
    requireQuotesInPlace();
    List<String> elements = new ArrayList<>();
    Matcher element = ELEMENT.matcher(operand);
    while (element.find()) {
      @Nullable String quoted = element.group("quoted");
      @Nullable String plain = element.group("plain");
      boolean isQuoted = quoted != null && !quoted.isEmpty();
      elements.add(isQuoted ? quoted : plain == null ? "" : plain);
    }
    return elements;
  }

  private void requireQuotesInPlace() {
    boolean open = false;
    for (int i = 0; i < operand.length(); i++) {
      if (operand.charAt(i) != '"' || (i > 0 && operand.charAt(i - 1) == '\\')) {
        continue;
      }
      if (!open) {
        require(
            i == 0 || operand.charAt(i - 1) == ',',
            "There is no comma before opening quotation mark.");
      } else {
        require(
            i + 1 == operand.length() || operand.charAt(i + 1) == ',',
            "There is no comma after closing quotation mark.");
      }
      open = !open;
    }
    require(!open, "The quote is not closed.");
  }

  private void require(boolean fulfilled, String otherwise) {
    if (!fulfilled) {
      throw new GlanceException.Invalid(
          "Invalid filter value %s. %s".formatted(operand, otherwise));
    }
  }
}
