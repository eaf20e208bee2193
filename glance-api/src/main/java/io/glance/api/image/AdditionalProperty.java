package io.glance.api.image;

import io.glance.common.error.GlanceException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Values of properties that are not an image's own fields. All are kept as texts. */
public final class AdditionalProperty {

  private AdditionalProperty() {}

  /**
   * The text that is kept of a value that fits the schema; an operator's definition may let numbers
   * and booleans through.
   *
   * @return null for null
   * @throws GlanceException.Invalid for a list or an object
   */
  public static @Nullable String textOf(String property, JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL -> null;
      case STRING -> value.stringValue();
      case NUMBER -> value.asString();
      case BOOLEAN -> value.booleanValue() ? "1" : "0";
      case ARRAY, OBJECT, MISSING, BINARY, POJO ->
          throw new GlanceException.Invalid(
              "Value of property '%s' must be a text.".formatted(property));
    };
  }
}
