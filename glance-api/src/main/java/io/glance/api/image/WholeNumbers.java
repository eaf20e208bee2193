package io.glance.api.image;

import io.glance.common.error.GlanceException;
import tools.jackson.databind.JsonNode;

/** Numbers of MiB and GiB, as a database's integer column keeps them. */
public final class WholeNumbers {

  private WholeNumbers() {}

  /**
   * @param value a whole number of any size; 1.0 is one
   * @throws GlanceException.Invalid if it is negative or above 2,147,483,647
   */
  public static int of(String field, JsonNode value) {
    double number = Double.parseDouble(value.asString());
    if (number < 0) {
      throw new GlanceException.Invalid(
          "Invalid value '%s' for parameter '%s': Cannot be a negative value"
              .formatted(value.asString(), field));
    }
    if (number > Integer.MAX_VALUE) {
      throw new GlanceException.Invalid(
          "'%s' value out of range, must not exceed %d.".formatted(field, Integer.MAX_VALUE));
    }
    return (int) number;
  }
}
