package io.glance.api.v2;

import io.glance.api.importing.TaskOrder;
import io.glance.api.schema.ImageSchema;
import io.glance.api.schema.TaskSchema;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.json.GlanceJson;
import io.glance.common.registryapi.NewImage;
import io.glance.common.task.TaskType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/**
 * A request for a task, read.
 *
 * <p>Unlike in the original, tasks that only the service itself can make are refused; there they
 * are written down and fail.
 *
 * <p>Source: glance/api/v2/tasks.py, RequestDeserializer.create and TasksController.create;
 * glance/common/scripts/utils.py; glance/common/scripts/image_import/main.py, create_image.
 */
final class NewTaskRequest {
  private static final TypeReference<Map<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};
  private static final List<String> REQUIRED = List.of("type", "input");
  private static final List<String> INPUTS =
      List.of("import_from", "import_from_format", "image_properties");

  private NewTaskRequest() {}

  /**
   * @throws GlanceException.Invalid if the body is no such request, or its source is none that
   *     images are taken from
   */
  static TaskOrder order(
      JsonNode body, TaskSchema schema, ImageSchema images, RequestContext caller) {
    for (String field : REQUIRED) {
      if (!isIn(body, field)) {
        throw new GlanceException.Invalid("Task '%s' is required".formatted(field));
      }
    }
    schema.requireValid(body);
    String type = body.get("type").stringValue();
    if (!type.equals(TaskType.IMPORT.wireName())) {
      throw new GlanceException.Invalid(
          "Tasks of type '%s' cannot be asked for; the service makes them".formatted(type));
    }
    JsonNode input = body.get("input");
    return new TaskOrder(
        source(input.path("import_from")),
        input.path("backend").isString() ? input.get("backend").stringValue() : null,
        () -> image(input, images, caller),
        GlanceJson.internal().convertValue(input, OBJECT));
  }

  private static boolean isIn(JsonNode body, String field) {
    if (body.isObject()) {
      return body.has(field);
    }
    return body.valueStream().anyMatch(one -> one.isString() && one.stringValue().equals(field));
  }

  /** Source: glance/common/scripts/utils.py, validate_location_uri. */
  private static String source(JsonNode source) {
    String uri = source.isString() ? source.stringValue() : "";
    if (uri.isEmpty()) {
      boolean isNothing = source.isMissingNode() || source.isNull();
      throw new GlanceException.Invalid(
          "Invalid location: " + (isNothing ? "None" : source.asString("")));
    }
    if (uri.startsWith("http://") || uri.startsWith("https://")) {
      return uri;
    }
    if (uri.startsWith("file:///") || uri.startsWith("filesystem:///")) {
      throw new GlanceException.Invalid(
          "File based imports are not allowed. Please use a non-local source of image data.");
    }
    throw new GlanceException.Invalid(
        "The given uri is not valid. Please specify a valid uri from the following list of supported uri ['http']");
  }

  private static NewImage image(JsonNode input, ImageSchema schema, RequestContext caller) {
    for (String field : INPUTS) {
      if (!input.has(field)) {
        throw new GlanceException.Invalid("Input does not contain '%s' field".formatted(field));
      }
    }
    JsonNode properties = input.get("image_properties");
    if (properties.has("id")) {
      throw new GlanceException.Invalid("new_image() got unexpected keywords ['id']");
    }
    return NewImageRequest.of(properties, schema).image(caller, UUID::randomUUID);
  }
}
