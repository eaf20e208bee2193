package io.glance.api.v2;

import io.glance.api.schema.ImageSchema;
import io.glance.api.schema.MemberSchema;
import io.glance.api.schema.TaskSchema;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * The JSON schemas of what this API takes and gives.
 *
 * <p>Source: glance/api/v2/schemas.py.
 */
@RestController
class SchemasController {
  private final ImageSchema schema;
  private final MemberSchema member;
  private final TaskSchema task;

  SchemasController(ImageSchema schema, MemberSchema member, TaskSchema task) {
    this.schema = schema;
    this.member = member;
    this.task = task;
  }

  @GetMapping("/v2/schemas/image")
  JsonNode image() {
    return schema.image();
  }

  @GetMapping("/v2/schemas/images")
  JsonNode images() {
    return schema.images();
  }

  @GetMapping("/v2/schemas/member")
  JsonNode member() {
    return member.member();
  }

  @GetMapping("/v2/schemas/members")
  JsonNode members() {
    return member.members();
  }

  @GetMapping("/v2/schemas/task")
  JsonNode task() {
    return task.task();
  }

  @GetMapping("/v2/schemas/tasks")
  JsonNode tasks() {
    return task.tasks();
  }
}
