package io.glance.api.v2;

import io.glance.api.importing.ImportMethod;
import io.glance.api.importing.ImportMethodProperties;
import io.glance.api.importing.ImportOrder;
import io.glance.common.error.GlanceException;
import io.glance.common.json.GlanceJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request to import, read.
 *
 * <p>Source: glance/api/v2/images.py, RequestDeserializer._validate_import_body. Unlike there,
 * members of the wrong type are refused.
 */
final class ImportRequest {
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private static final List<String> MEMBERS =
      List.of("method", "stores", "all_stores", "all_stores_must_succeed");
  private static final List<String> METHOD_MEMBERS =
      List.of("name", "uri", "glance_region", "glance_image_id", "glance_service_interface");

  private ImportRequest() {}

  /**
   * @throws GlanceException.Invalid if the body is no such request, or the method is not offered
   */
  static ImportOrder order(JsonNode body, ImportMethodProperties offered) {
    if (!body.has("method")) {
      throw new GlanceException.Invalid("Import request requires a 'method' field.");
    }
    JsonNode method = body.get("method");
    if (!method.has("name")) {
      throw new GlanceException.Invalid("Import request requires a 'name' field.");
    }
    String name = method.get("name").asString("");
    if (!offered.offers(name)) {
      throw new GlanceException.Invalid("Unknown import method name '%s'.".formatted(name));
    }
    boolean mustSucceed = flag(body, "all_stores_must_succeed", true);
    boolean allStores = flag(body, "all_stores", false);
    return new ImportOrder(method(name, method), stores(body), allStores, mustSucceed, known(body));
  }

  /** What the task shows: nothing that nobody asked for, however much of it was sent. */
  private static Map<String, Object> known(JsonNode body) {
    ObjectNode known = ((ObjectNode) body).deepCopy().retain(MEMBERS);
    known.set("method", ((ObjectNode) body.get("method")).deepCopy().retain(METHOD_MEMBERS));
    return GlanceJson.internal().convertValue(known, OBJECT);
  }

  private static ImportMethod method(String name, JsonNode method) {
    return switch (name) {
      case "glance-direct" -> new ImportMethod.GlanceDirect();
      case "web-download" -> new ImportMethod.WebDownload(text(method.path("uri")));
      case "glance-download" ->
          new ImportMethod.GlanceDownload(
              text(method.path("glance_region")),
              text(method.path("glance_image_id")),
              or(text(method.path("glance_service_interface")), "public"));
      case "copy-image" -> new ImportMethod.CopyImage();
      default ->
          throw new GlanceException.Invalid("Unknown import method name '%s'.".formatted(name));
    };
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  private static @Nullable String text(JsonNode value) {
    return value.isMissingNode() || value.isNull() ? null : value.asString(value.toString());
  }

  private static boolean flag(JsonNode body, String name, boolean otherwise) {
    JsonNode value = body.path(name);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      throw new GlanceException.Invalid("'%s' must be boolean value only".formatted(name));
    }
    return value.booleanValue();
  }

  private static @Nullable List<String> stores(JsonNode body) {
    JsonNode value = body.path("stores");
    if (value.isMissingNode()) {
      return null;
    }
    List<String> stores = new ArrayList<>();
    value.forEach(store -> stores.add(store.isString() ? store.stringValue() : ""));
    if (!value.isArray() || stores.contains("")) {
      throw new GlanceException.Invalid("'stores' must be a list of store identifiers");
    }
    return stores;
  }
}
