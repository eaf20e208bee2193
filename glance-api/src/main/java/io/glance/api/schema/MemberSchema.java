package io.glance.api.schema;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON schema of a member of an image, as clients read it. Thread-safe.
 *
 * <p>Source: glance/api/v2/image_members.py; glance/schema.py, minimal.
 */
public final class MemberSchema {
  private final ObjectNode member;
  private final ObjectNode members;

  MemberSchema(JsonMapper json) {
    member = json.createObjectNode().put("name", "member");
    member.set("properties", properties(json));
    members = json.createObjectNode().put("name", "members");
    ObjectNode properties = members.putObject("properties");
    properties.putObject("members").put("type", "array").set("items", member);
    properties.putObject("schema").put("type", "string");
    members.putArray("links").addObject().put("rel", "describedby").put("href", "{schema}");
  }

  private static JsonNode properties(JsonMapper json) {
    try (InputStream resource =
        Objects.requireNonNull(MemberSchema.class.getResourceAsStream("member-properties.json"))) {
      return json.readTree(resource);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The schema of one member. Not to be changed. */
  public JsonNode member() {
    return member;
  }

  /** The schema of a list of members. Not to be changed. */
  public JsonNode members() {
    return members;
  }
}
