package io.glance.api.image;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One change to one property of an image. The value is already known to fit the schema.
 *
 * @param property name, of the image's own fields or an additional one
 * @param position of a single location; absent if all of the property is meant
 * @param value missing for a removal
 */
public record ImageEdit(
    Operation operation, String property, @Nullable String position, JsonNode value) {

  public enum Operation {
    /** Sets it, whether the image has it or not. */
    ADD,
    /** Sets it if the image does not have it. */
    ADD_NEW,
    /** Sets it if the image has it. */
    REPLACE,
    REMOVE
  }
}
