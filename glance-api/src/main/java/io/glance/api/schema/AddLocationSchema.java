package io.glance.api.schema;

import io.glance.common.error.GlanceException;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a request to add a location must be. Thread-safe.
 *
 * <p>Source: glance/api/v2/images.py, get_add_location_properties.
 */
@Component
public final class AddLocationSchema {
  private static final List<String> ALGORITHMS = List.of("sha1", "sha256", "sha512", "md5");
  private static final int LONGEST_ALGORITHM = 64;
  private static final int LONGEST_VALUE = 128;
  private static final List<String> BOTH = List.of("os_hash_value", "os_hash_algo");

  private final SchemaValidator validator;

  AddLocationSchema() {
    JsonNodeFactory json = JsonNodeFactory.instance;
    ObjectNode schema = json.objectNode().put("name", "location");
    ObjectNode location = schema.putObject("properties").putObject("add_location");
    location.put("type", "object");
    ObjectNode properties = location.putObject("properties");
    properties.putObject("url").put("type", "string");
    ObjectNode data = properties.putObject("validation_data");
    data.put("type", "object").put("additionalProperties", false);
    ObjectNode digests = data.putObject("properties");
    ObjectNode algorithm = digests.putObject("os_hash_algo");
    algorithm.put("type", "string").put("maxLength", LONGEST_ALGORITHM);
    ALGORITHMS.forEach(algorithm.putArray("enum")::add);
    digests.putObject("os_hash_value").put("type", "string").put("maxLength", LONGEST_VALUE);
    location.putArray("required").add("url");
    validator = new SchemaValidator(schema);
  }

  /**
   * @throws GlanceException.Invalid if the request is not as the schema demands
   */
  public void requireValid(JsonNode request) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.set("add_location", request);
    validator
        .check(whole)
        .ifPresent(violation -> {
          throw refused(violation.text());
        });
    JsonNode data = request.path("validation_data");
    for (String name : BOTH) {
      String other = BOTH.get(1 - BOTH.indexOf(name));
      if (data.has(name) && !data.has(other)) {
        throw refused("'%s' is a dependency of '%s'".formatted(other, name));
      }
    }
  }

  private static GlanceException refused(String why) {
    return new GlanceException.Invalid("Provided object does not match schema 'location': " + why);
  }
}
