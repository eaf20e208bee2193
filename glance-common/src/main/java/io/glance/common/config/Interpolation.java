package io.glance.common.config;

import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code $name}, {@code ${name}}, {@code $section.name} and {@code ${section.name}} by the
 * values of other options; {@code $$} and {@code \$} are a dollar. A dollar that starts none of
 * these stays. Source: oslo_config/cfg.py, ConfigOpts._substitute and Template.
 */
final class Interpolation {
  private static final String NAME = "[_a-zA-Z][._a-zA-Z0-9]*";
  private static final Pattern REFERENCE =
      Pattern.compile("\\$(?:(\\$)|(" + NAME + ")|\\{(" + NAME + ")})");

  private final Function<OptionName, @Nullable String> values;

  /**
   * @param values gives the text of an option, empty if it is unset, null if there is no such
   *     option
   */
  Interpolation(Function<OptionName, @Nullable String> values) {
    this.values = values;
  }

  /**
   * Expands a text.
   *
   * @param section the section that the text stands in; a name alone is looked up there first
   * @throws IllegalArgumentException if a reference names no option
   */
  String expand(String text, String section) {
    if (text.indexOf('$') < 0) {
      return text;
    }
    String escaped = text.replace("\\$", "$$");
    return REFERENCE
        .matcher(escaped)
        .replaceAll(match -> Matcher.quoteReplacement(replacement(match, section)));
  }

  private String replacement(MatchResult match, String section) {
    if (match.group(1) != null) {
      return "$";
    }
    String reference = match.group(2) != null ? match.group(2) : match.group(3);
    int dot = reference.indexOf('.');
    String value =
        dot < 0
            ? ofThisSectionOrDefault(reference, section)
            : values.apply(
                new OptionName(reference.substring(0, dot), reference.substring(dot + 1)));
    if (value == null) {
      throw new IllegalArgumentException(
          "refers to $%s, but there is no such option; a literal dollar is written $$"
              .formatted(reference));
    }
    return value;
  }

  private @Nullable String ofThisSectionOrDefault(String name, String section) {
    String value = values.apply(new OptionName(section, name));
    return value != null ? value : values.apply(new OptionName(OptionName.DEFAULT, name));
  }
}
