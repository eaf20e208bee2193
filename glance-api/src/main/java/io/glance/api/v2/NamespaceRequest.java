package io.glance.api.v2;

import io.glance.api.schema.MetadefSchemas;
import io.glance.api.schema.PropertyType;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Visibility;
import io.glance.common.metadef.MetadefProperty;
import io.glance.common.registryapi.NamespaceValues;
import io.glance.common.registryapi.NewNamespace;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client wants a namespace to be. Of what is in it, that is absent which the client does not
 * name.
 */
record NamespaceRequest(
    NamespaceValues values,
    @Nullable List<AssociationView> associations,
    @Nullable Map<String, ObjectNode> properties,
    @Nullable List<ObjectRequest> objects,
    @Nullable List<MetadefTagView> tags) {
  private static final List<String> READ_ONLY =
      List.of("self", "schema", "created_at", "updated_at");
  private static final List<String> KNOWN_OF_TAGS = List.of("name", "created_at", "updated_at");

  /**
   * @throws GlanceException.Invalid if it is not as the schema demands, or nobody could ask for a
   *     namespace of that name
   * @throws GlanceException.Forbidden if it names what only the service writes
   */
  static NamespaceRequest of(
      HttpServletRequest request, MetadefSchemas schemas, RequestContext caller)
      throws IOException {
    JsonNode body = MetadefBody.read(request, READ_ONLY);
    schemas.requireNamespace(body);
    return new NamespaceRequest(
        values(body, caller),
        parts(body, "resource_type_associations", AssociationView::sent),
        ObjectRequest.properties(body),
        parts(body, "objects", ObjectRequest::of),
        parts(
            body,
            "tags",
            part -> MetadefTagView.named(MetadefBody.nameOfPart("A tag", part, KNOWN_OF_TAGS))));
  }

  private static NamespaceValues values(JsonNode body, RequestContext caller) {
    String name = body.get("namespace").stringValue();
    if (name.isEmpty() || name.contains("/")) {
      throw new GlanceException.Invalid(
          "The name of a namespace must not be empty and must not have a slash.");
    }
    @Nullable String owner = MetadefBody.text(body, "owner");
    return new NamespaceValues(
        name,
        MetadefBody.text(body, "display_name"),
        MetadefBody.text(body, "description"),
        body.path("visibility").asString("").equals("public")
            ? Visibility.PUBLIC
            : Visibility.PRIVATE,
        body.path("protected").asBoolean(false),
        owner == null || owner.isEmpty() ? caller.projectId() : owner);
  }

  private static <T> @Nullable List<T> parts(
      JsonNode body, String name, Function<JsonNode, T> read) {
    JsonNode sent = body.path(name);
    if (!sent.isArray()) {
      return null;
    }
    List<T> parts = new ArrayList<>();
    sent.forEach(one -> parts.add(read.apply(one)));
    return parts;
  }

  NewNamespace namespace() {
    List<MetadefProperty> definitions = new ArrayList<>();
    if (properties != null) {
      properties.forEach(
          (name, one) -> definitions.add(new MetadefProperty(name, PropertyType.text(one))));
    }
    return new NewNamespace(
        values,
        orNone(associations).stream().map(AssociationView::values).toList(),
        definitions,
        orNone(objects).stream().map(ObjectRequest::values).toList(),
        orNone(tags).stream().map(MetadefTagView::name).toList());
  }

  private static <T> List<T> orNone(@Nullable List<T> parts) {
    return Objects.requireNonNullElse(parts, List.of());
  }
}
