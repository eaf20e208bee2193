package io.glance.api.importing;

import java.io.IOException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A task as the API shows it. */
record HttpTask(String imageId, String status) {

  /** The newest task of an image. Several tasks of one second have no order among them. */
  static Optional<HttpTask> of(String imageId, Imports imports) throws IOException {
    for (JsonNode listed : get(imports, "/v2/tasks?limit=100").get("tasks")) {
      JsonNode task = get(imports, listed.get("self").asString());
      if (task.get("input").get("image_id").asString().equals(imageId)) {
        return Optional.of(new HttpTask(imageId, task.get("status").asString()));
      }
    }
    return Optional.empty();
  }

  private static JsonNode get(Imports imports, String path) throws IOException {
    return JsonMapper.shared().readTree(imports.client.call("GET", path, new byte[0]).body());
  }
}
