package io.glance.api.v2;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.glance.api.schema.PropertyType;
import io.glance.common.metadef.MetadefObject;
import io.glance.common.time.OpenStackTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** An object of a namespace as clients read it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
  "name",
  "required",
  "description",
  "properties",
  "created_at",
  "updated_at",
  "self",
  "schema"
})
record MetadefObjectView(
    String name,
    @Nullable List<String> required,
    @Nullable String description,
    @Nullable Map<String, ObjectNode> properties,
    @JsonProperty("created_at") @Nullable String createdAt,
    @JsonProperty("updated_at") @Nullable String updatedAt,
    @Nullable String self,
    @Nullable String schema) {

  /** As the database has it. */
  static MetadefObjectView of(String namespace, MetadefObject object) {
    return view(
        namespace, object, object.required(), PropertyType.allOfStored(object.properties()));
  }

  /** As it was just written: what the request does not name is not shown. */
  static MetadefObjectView of(String namespace, MetadefObject object, ObjectRequest request) {
    return view(namespace, object, request.required(), request.properties());
  }

  private static MetadefObjectView view(
      String namespace,
      MetadefObject object,
      @Nullable List<String> required,
      @Nullable Map<String, ObjectNode> properties) {
    return new MetadefObjectView(
        object.name(),
        required,
        object.description(),
        properties,
        OpenStackTime.format(object.createdAt()),
        MetadefTagView.time(object.updatedAt()),
        NamespaceView.path(namespace) + "/objects/" + object.name(),
        "/v2/schemas/metadefs/object");
  }

  /** One that came with a namespace. */
  static MetadefObjectView of(ObjectRequest request) {
    return new MetadefObjectView(
        request.name(),
        request.required(),
        request.description(),
        request.properties(),
        null,
        null,
        null,
        null);
  }

  /** With the names of properties as they are where they are applied. */
  MetadefObjectView prefixed(String prefix) {
    return new MetadefObjectView(
        name,
        required == null ? null : required.stream().map(prefix::concat).toList(),
        description,
        properties == null ? null : prefixed(prefix, properties),
        createdAt,
        updatedAt,
        self,
        schema);
  }

  static Map<String, ObjectNode> prefixed(String prefix, Map<String, ObjectNode> properties) {
    Map<String, ObjectNode> prefixed = new LinkedHashMap<>();
    properties.forEach((name, definition) -> prefixed.put(prefix + name, definition));
    return prefixed;
  }

  /** All objects of a namespace. */
  @JsonPropertyOrder({"objects", "schema"})
  record Page(List<MetadefObjectView> objects, String schema) {
    Page {
      objects = List.copyOf(objects);
    }

    static Page of(String namespace, List<MetadefObject> objects) {
      return new Page(
          objects.stream().map(one -> MetadefObjectView.of(namespace, one)).toList(),
          "v2/schemas/metadefs/objects");
    }
  }
}
