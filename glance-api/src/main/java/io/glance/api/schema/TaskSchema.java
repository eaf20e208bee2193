package io.glance.api.schema;

import io.glance.common.error.GlanceException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON schema of a task, as clients read it. Thread-safe.
 *
 * <p>Source: glance/api/v2/tasks.py, get_task_schema and get_collection_schema; glance/schema.py,
 * minimal.
 */
public final class TaskSchema {
  /** What a list does not tell. */
  private static final List<String> DETAILS = List.of("input", "result", "message");

  private final ObjectNode task;
  private final ObjectNode tasks;
  private final SchemaValidator request;

  TaskSchema(JsonMapper json) {
    ObjectNode fields = properties(json);
    task = json.createObjectNode().put("name", "task");
    task.set("properties", fields);
    request = new SchemaValidator(task.deepCopy().put("additionalProperties", false));
    ObjectNode listed = json.createObjectNode().put("name", "task");
    listed.set("properties", fields.deepCopy().remove(DETAILS));
    tasks = json.createObjectNode().put("name", "tasks");
    ObjectNode properties = tasks.putObject("properties");
    properties.putObject("tasks").put("type", "array").set("items", listed);
    properties.putObject("schema").put("type", "string");
    tasks.putArray("links").addObject().put("rel", "describedby").put("href", "{schema}");
  }

  private static ObjectNode properties(JsonMapper json) {
    try (InputStream resource =
        Objects.requireNonNull(TaskSchema.class.getResourceAsStream("task-properties.json"))) {
      return (ObjectNode) json.readTree(resource);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @throws GlanceException.Invalid if a task that a client wants is not as the schema demands
   */
  public void requireValid(JsonNode wanted) {
    Optional<Violation> violation = request.check(wanted);
    if (violation.isPresent()) {
      throw new GlanceException.Invalid(
          "Provided object does not match schema 'task': " + violation.get().text());
    }
  }

  /** The schema of one task. Not to be changed. */
  public JsonNode task() {
    return task;
  }

  /** The schema of a list of tasks. Not to be changed. */
  public JsonNode tasks() {
    return tasks;
  }
}
