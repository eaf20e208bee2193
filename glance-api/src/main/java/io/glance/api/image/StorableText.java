package io.glance.api.image;

import io.glance.common.error.GlanceException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the database can keep of a text: characters of at most three bytes in UTF-8, and properties
 * of at most 65,535 bytes.
 *
 * <p>Source: glance/common/utils.py, no_4byte_params. The original breaks with status 500 where a
 * value is too long or holds half a surrogate pair.
 */
public final class StorableText {
  private static final int LONGEST_VALUE_BYTES = 65_535;
  private static final int LONGEST_NAME = 255;

  private StorableText() {}

  /**
   * @throws GlanceException.Invalid naming the field
   */
  public static void requireField(String field, @Nullable String text) {
    if (text != null && !isStorable(text)) {
      throw new GlanceException.Invalid(
          "%s can't contain 4 byte unicode characters.".formatted(titleCase(field)));
    }
  }

  /**
   * @throws GlanceException.Invalid if a name or a value cannot be kept
   */
  static void requireProperties(Map<String, ? extends @Nullable String> properties) {
    properties.forEach(StorableText::requireProperty);
  }

  private static void requireProperty(String name, @Nullable String value) {
    if (!isStorable(name)) {
      throw new GlanceException.Invalid("Property names can't contain 4 byte unicode.");
    }
    requireName(name);
    requireField(name, value);
    if (value != null && isLongerThan(LONGEST_VALUE_BYTES, value)) {
      throw new GlanceException.Invalid(
          "Value of property '%s' must not exceed %d bytes.".formatted(name, LONGEST_VALUE_BYTES));
    }
  }

  /**
   * @throws GlanceException.Invalid if no property can have the name
   */
  public static void requireName(String name) {
    if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
      throw new GlanceException.Invalid(
          "Custom property should not be greater than 255 characters.");
    }
  }

  /**
   * @throws GlanceException.Invalid if one of them cannot be kept
   */
  public static void requireTags(Collection<String> tags) {
    if (!tags.stream().allMatch(StorableText::isStorable)) {
      throw new GlanceException.Invalid("Param values can't contain 4 byte unicode.");
    }
  }

  private static boolean isStorable(String text) {
    return text.chars().noneMatch(unit -> Character.isSurrogate((char) unit));
  }

  private static boolean isLongerThan(int bytes, String text) {
    return text.length() > bytes
        || (text.length() > bytes / 3 && text.getBytes(StandardCharsets.UTF_8).length > bytes);
  }

  /** As Python's {@code str.title}: a letter is large unless another one stands before it. */
  private static String titleCase(String text) {
    StringBuilder result = new StringBuilder(text.length());
    boolean afterLetter = false;
    for (int i = 0; i < text.length(); i++) {
      String letter = text.substring(i, i + 1);
      result.append(afterLetter ? letter.toLowerCase(Locale.ROOT) : titleLetter(letter));
      afterLetter = Character.isLetter(text.charAt(i));
    }
    return result.toString();
  }

  private static String titleLetter(String letter) {
    return String.valueOf(Character.toTitleCase(letter.charAt(0)));
  }
}
