package io.glance.api.v2;

import io.glance.common.error.GlanceException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The two ways to write a patch, each with a media type of its own. */
enum PatchFormat {
  /** {@code {"replace": "/name", "value": "x"}}. */
  V2_0("application/openstack-images-v2.0-json-patch") {
    @Override
    String operation(JsonNode change) {
      List<String> named = OPERATIONS.stream().filter(change::has).toList();
      if (named.size() > 1) {
        throw new GlanceException.Invalid(
            "Operation objects must contain only one member named"
                + " \"add\", \"remove\", or \"replace\".");
      }
      if (named.isEmpty()) {
        throw new GlanceException.Invalid(
            "Operation objects must contain exactly one member named"
                + " \"add\", \"remove\", or \"replace\".");
      }
      return named.getFirst();
    }

    @Override
    JsonNode pointer(JsonNode change, String operation) {
      return change.get(operation);
    }
  },

  /** {@code {"op": "replace", "path": "/name", "value": "x"}}. */
  V2_1("application/openstack-images-v2.1-json-patch") {
    @Override
    String operation(JsonNode change) {
      JsonNode operation = change.path("op");
      if (operation.isMissingNode() || operation.isNull()) {
        throw new GlanceException.Invalid(
            "Unable to find `op` in JSON Schema change. It must be one of the following: "
                + "add, remove, replace.");
      }
      if (!operation.isString() || !OPERATIONS.contains(operation.stringValue())) {
        throw new GlanceException.Invalid(
            "Invalid operation: `%s`. It must be one of the following: add, remove, replace."
                .formatted(operation.isString() ? operation.stringValue() : operation));
      }
      return operation.stringValue();
    }

    @Override
    JsonNode pointer(JsonNode change, String operation) {
      if (!change.has("path")) {
        throw new GlanceException.Invalid("Unable to find 'path' in JSON Schema change");
      }
      return change.get("path");
    }
  };

  static final List<String> OPERATIONS = List.of("add", "remove", "replace");

  private final String mediaType;

  PatchFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /** Finds the format by its media type, which has no parameters. */
  static Optional<PatchFormat> of(String mediaType) {
    return Arrays.stream(values()).filter(one -> one.mediaType.equals(mediaType)).findFirst();
  }

  /** All media types, as {@code Accept-Patch} lists them. */
  static String mediaTypes() {
    return String.join(", ", Arrays.stream(values()).map(one -> one.mediaType).toList());
  }

  /**
   * @throws GlanceException.Invalid if the change names none, or several
   */
  abstract String operation(JsonNode change);

  /**
   * @throws GlanceException.Invalid if the change has none
   */
  abstract JsonNode pointer(JsonNode change, String operation);
}
