package io.glance.api.v2;

import io.glance.api.image.ImageEdit;
import io.glance.api.image.ReservedProperties;
import io.glance.api.schema.ImageSchema;
import io.glance.common.error.GlanceException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of a patch: operations, checked one after the other before any is made.
 *
 * <p>Source: glance/api/v2/images.py, RequestDeserializer.update.
 */
final class ImagePatch {
  private final PatchFormat format;
  private final ImageSchema schema;

  private ImagePatch(PatchFormat format, ImageSchema schema) {
    this.format = format;
    this.schema = schema;
  }

  /**
   * @throws GlanceException.Invalid if the body is no list of operations that fit the schema
   * @throws GlanceException.Forbidden if one changes what is not the client's to change
   */
  static List<ImageEdit> edits(JsonNode body, PatchFormat format, ImageSchema schema) {
    if (!body.isArray()) {
      throw new GlanceException.Invalid("Request body must be a JSON array of operation objects.");
    }
    ImagePatch patch = new ImagePatch(format, schema);
    List<ImageEdit> edits = new ArrayList<>();
    for (JsonNode change : body) {
      edits.add(patch.edit(change));
    }
    return edits;
  }

  private ImageEdit edit(JsonNode change) {
    if (!change.isObject()) {
      throw new GlanceException.Invalid("Operations must be JSON objects.");
    }
    String operation = format.operation(change);
    JsonPointer pointer = pointer(format.pointer(change, operation));
    requireDepth(operation, pointer);
    JsonNode value = value(change, operation);
    requireChangeable(pointer.root());
    requireFitting(pointer, value);
    return new ImageEdit(kind(operation), pointer.root(), position(pointer), value);
  }

  private static JsonPointer pointer(JsonNode pointer) {
    if (!pointer.isString()) {
      throw new GlanceException.Invalid(
          "Pointer `%s` does not start with \"/\".".formatted(pointer));
    }
    return JsonPointer.of(pointer.stringValue());
  }

  /** Only single locations lie deeper than one step: they are added and removed one by one. */
  private static void requireDepth(String operation, JsonPointer pointer) {
    boolean single = pointer.root().equals("locations") && !operation.equals("replace");
    if (pointer.tokens().size() != (single ? 2 : 1)) {
      throw new GlanceException.Invalid(
          "Invalid JSON pointer for this resource: '%s'".formatted(pointer));
    }
  }

  private static @Nullable String position(JsonPointer pointer) {
    return pointer.tokens().size() > 1 ? pointer.tokens().get(1) : null;
  }

  private static JsonNode value(JsonNode change, String operation) {
    if (operation.equals("remove")) {
      return MissingNode.getInstance();
    }
    if (!change.has("value")) {
      throw new GlanceException.Invalid(
          "Operation \"%s\" requires a member named \"value\".".formatted(operation));
    }
    return change.get("value");
  }

  private static void requireChangeable(String name) {
    if (ReservedProperties.isReadOnlyInPatch(name)) {
      throw ReservedProperties.readOnly(name);
    }
    if (ReservedProperties.isReserved(name)) {
      throw new GlanceException.Forbidden(ReservedProperties.reserved(name));
    }
  }

  private void requireFitting(JsonPointer pointer, JsonNode value) {
    if (value.isMissingNode()) {
      return;
    }
    ObjectNode part = JsonNodeFactory.instance.objectNode();
    if (pointer.tokens().size() > 1) {
      part.putArray(pointer.root()).add(value);
    } else {
      part.set(pointer.root(), value);
    }
    schema.requireValidPart(part);
  }

  private ImageEdit.Operation kind(String operation) {
    return switch (operation) {
      case "add" ->
          format == PatchFormat.V2_0 ? ImageEdit.Operation.ADD_NEW : ImageEdit.Operation.ADD;
      case "replace" -> ImageEdit.Operation.REPLACE;
      default -> ImageEdit.Operation.REMOVE;
    };
  }
}
