package io.glance.api.v2;

import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.ImageField;
import io.glance.common.registryapi.ImageQuery.Comparison;
import io.glance.common.registryapi.ImageQuery.Condition;
import io.glance.common.time.IsoTime;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the images of a list must be like, apart from visibility and tags.
 *
 * <p>Source: glance/db/sqlalchemy/api.py, _make_conditions_from_filters.
 */
final class FilterParameters {
  /** More than any column holds. */
  private static final int MOST_DIGITS = 40;

  private static final Pattern WHOLE_NUMBER = Pattern.compile("\\s*[-+]?[0-9]+(?:_[0-9]+)*\\s*");

  private final List<Condition> conditions = new ArrayList<>();
  private final Map<String, String> properties = new LinkedHashMap<>();
  private boolean unfulfillable;

  List<Condition> conditions() {
    return conditions;
  }

  Map<String, String> properties() {
    return properties;
  }

  /** Whether no image can be like that, so that nobody needs to look. */
  boolean isUnfulfillable() {
    return unfulfillable;
  }

  /**
   * @throws GlanceException.Invalid if the value cannot be understood
   */
  void add(String name, String value) {
    if (name.endsWith("_min") || name.endsWith("_max")) {
      addRange(name, value);
      return;
    }
    Optional<ImageField> field = ImageField.find(name);
    if (field.isEmpty()) {
      properties.put(name, value);
      return;
    }
    switch (field.get()) {
      case NAME, ID, STATUS, CONTAINER_FORMAT, DISK_FORMAT -> addText(field.get(), value);
      case CREATED_AT, UPDATED_AT -> addTime(field.get(), value);
      case SIZE, VIRTUAL_SIZE, MIN_RAM, MIN_DISK -> addNumber(field.get(), value);
      case PROTECTED -> addProtected(value);
      case OWNER, CHECKSUM, OS_HASH_ALGO, OS_HASH_VALUE ->
          add(field.get(), Comparison.EQUAL, List.of(value));
    }
  }

  private void add(ImageField field, Comparison comparison, List<String> values) {
    conditions.add(new Condition(field, comparison, values));
  }

  private void addRange(String name, String value) {
    if (!WHOLE_NUMBER.matcher(value).matches()) {
      throw new GlanceException.Invalid("Unable to filter on a range with a non-numeric value.");
    }
    String attribute = name.substring(0, name.length() - "_min".length());
    ImageField field =
        ImageField.find(attribute)
            .filter(FilterParameters::isNumber)
            .orElseThrow(() ->
                new GlanceException.Invalid(
                    "Unable to filter on a range of '%s'.".formatted(attribute)));
    Comparison comparison =
        name.endsWith("_min") ? Comparison.GREATER_OR_EQUAL : Comparison.LESS_OR_EQUAL;
    add(field, comparison, List.of(decimal(value.strip().replace("_", ""))));
  }

  private static boolean isNumber(ImageField field) {
    return switch (field) {
      case SIZE, VIRTUAL_SIZE, MIN_RAM, MIN_DISK -> true;
      case ID,
          NAME,
          STATUS,
          CONTAINER_FORMAT,
          DISK_FORMAT,
          OWNER,
          CHECKSUM,
          OS_HASH_ALGO,
          OS_HASH_VALUE,
          PROTECTED,
          CREATED_AT,
          UPDATED_AT ->
          false;
    };
  }

  /**
   * Within the numbers that a column can hold; beyond them nothing is, so the bound does as well.
   */
  private static String decimal(String number) {
    BigDecimal clipped =
        new BigDecimal(number)
            .min(BigDecimal.valueOf(Long.MAX_VALUE))
            .max(BigDecimal.valueOf(Long.MIN_VALUE));
    return clipped.toBigInteger().toString();
  }

  private void addText(ImageField field, String value) {
    FilterValue filter = FilterValue.of(value);
    switch (filter.operator()) {
      case "eq" -> add(field, Comparison.EQUAL, List.of(filter.operand()));
      case "in" -> {
        List<String> elements = filter.elements();
        if (elements.isEmpty()) {
          unfulfillable = true;
        } else {
          add(field, Comparison.IN, elements);
        }
      }
      default ->
          throw new GlanceException.Invalid(
              "Unable to filter by unknown operator '%s'.".formatted(filter.operator()));
    }
  }

  private void addTime(ImageField field, String value) {
    FilterValue filter = FilterValue.of(value);
    String time =
        IsoTime.parse(filter.operand())
            .orElseThrow(() ->
                new GlanceException.Invalid(
                    "Bad \"%s\" query filter format. Use ISO 8601 DateTime notation."
                        .formatted(field.wireName())))
            .toString();
    Comparison comparison =
        switch (filter.operator()) {
          case "gt" -> Comparison.GREATER;
          case "gte" -> Comparison.GREATER_OR_EQUAL;
          case "lt" -> Comparison.LESS;
          case "lte" -> Comparison.LESS_OR_EQUAL;
          case "neq" -> Comparison.NOT_EQUAL;
          case "eq" -> Comparison.EQUAL;
          default -> throw new GlanceException.Invalid("Unable to filter on a unknown operator.");
        };
    add(field, comparison, List.of(time));
  }

  private void addNumber(ImageField field, String value) {
    try {
      BigDecimal number = new BigDecimal(value.strip()).stripTrailingZeros();
      if (Math.abs(digitsBeforeThePoint(number)) > MOST_DIGITS) {
        unfulfillable = true;
        return;
      }
      add(field, Comparison.EQUAL, List.of(number.toBigIntegerExact().toString()));
    } catch (ArithmeticException | NumberFormatException _) {
      unfulfillable = true;
    }
  }

  /** Asked before a number is written out, which for 1e1000000000 would take all memory. */
  private static long digitsBeforeThePoint(BigDecimal number) {
    return (long) number.precision() - number.scale();
  }

  private void addProtected(String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw new GlanceException.Invalid(
          "Invalid value '%s' for 'protected' filter. Valid values are 'true' or 'false'."
              .formatted(value));
    }
    add(ImageField.PROTECTED, Comparison.EQUAL, List.of(value));
  }
}
