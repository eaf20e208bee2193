package io.glance.api.importing;

import java.io.IOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A task as the API shows it. */
record HttpTask(String imageId, String status) {

  /** The task that was asked for last. */
  static HttpTask lastOf(Imports imports) throws IOException {
    JsonNode list = get(imports, "/v2/tasks?limit=1");
    JsonNode task = get(imports, list.get("tasks").get(0).get("self").asString());
    return new HttpTask(
        task.get("input").get("image_id").asString(), task.get("status").asString());
  }

  private static JsonNode get(Imports imports, String path) throws IOException {
    return JsonMapper.shared().readTree(imports.client.call("GET", path, new byte[0]).body());
  }
}
