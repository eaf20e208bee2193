package io.glance.api.v2;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.glance.api.metadef.NamespaceService;
import io.glance.api.schema.PropertyType;
import io.glance.common.metadef.MetadefProperty;
import io.glance.common.metadef.Namespace;
import io.glance.common.metadef.NamespaceContents;
import io.glance.common.metadef.ResourceTypeAssociation;
import io.glance.common.time.OpenStackTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A namespace as clients read it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
  "namespace",
  "display_name",
  "description",
  "visibility",
  "protected",
  "owner",
  "created_at",
  "updated_at",
  "resource_type_associations",
  "properties",
  "objects",
  "tags",
  "self",
  "schema"
})
record NamespaceView(
    String namespace,
    @JsonProperty("display_name") @Nullable String displayName,
    @Nullable String description,
    String visibility,
    @JsonProperty("protected") boolean isProtected,
    @Nullable String owner,
    @JsonProperty("created_at") String createdAt,
    @JsonProperty("updated_at") @Nullable String updatedAt,
    @JsonProperty("resource_type_associations") @Nullable List<AssociationView> associations,
    @Nullable Map<String, ObjectNode> properties,
    @Nullable List<MetadefObjectView> objects,
    @Nullable List<MetadefTagView> tags,
    String self,
    String schema) {

  /** The parts of a namespace, which are shown if there are any. */
  private record Parts(
      @Nullable List<AssociationView> associations,
      @Nullable Map<String, ObjectNode> properties,
      @Nullable List<MetadefObjectView> objects,
      @Nullable List<MetadefTagView> tags) {
    static final Parts NONE = new Parts(null, null, null, null);
  }

  static String path(String namespace) {
    return "/v2/metadefs/namespaces/" + namespace;
  }

  /** A namespace without what is in it. */
  static NamespaceView of(Namespace namespace) {
    return view(namespace, Parts.NONE);
  }

  /** As it was just made: its parts as they were sent. */
  static NamespaceView of(Namespace namespace, NamespaceRequest request) {
    return view(
        namespace,
        new Parts(
            request.associations(),
            request.properties(),
            request.objects() == null
                ? null
                : request.objects().stream().map(MetadefObjectView::of).toList(),
            request.tags()));
  }

  /**
   * All of a namespace.
   *
   * @param resourceType to which its properties are to be applied; absent or unknown: to none
   */
  static NamespaceView of(NamespaceContents found, @Nullable String resourceType) {
    Namespace namespace = found.namespace();
    String prefix = prefix(found.associations(), resourceType);
    List<MetadefObjectView> objects =
        found.objects().stream()
            .map(one -> MetadefObjectView.of(namespace.name(), one).prefixed(prefix))
            .toList();
    return view(
        namespace,
        new Parts(
            shown(found.associations().stream().map(AssociationView::of).toList()),
            found.properties().isEmpty()
                ? null
                : MetadefObjectView.prefixed(prefix, properties(found.properties())),
            shown(objects),
            shown(MetadefTagView.Page.of(found.tags()).tags())));
  }

  /** Definitions by name. */
  static Map<String, ObjectNode> properties(List<MetadefProperty> properties) {
    Map<String, ObjectNode> shown = new LinkedHashMap<>();
    for (MetadefProperty one : properties) {
      shown.put(one.name(), PropertyType.ofStored(PropertyType.parse(one.schema())));
    }
    return shown;
  }

  private static String prefix(
      List<ResourceTypeAssociation> associations, @Nullable String resourceType) {
    return associations.stream()
        .filter(one -> one.name().equals(resourceType) && one.prefix() != null)
        .map(ResourceTypeAssociation::prefix)
        .findFirst()
        .orElse("");
  }

  private static <T> @Nullable List<T> shown(List<T> parts) {
    return parts.isEmpty() ? null : parts;
  }

  private static NamespaceView view(Namespace namespace, Parts parts) {
    return new NamespaceView(
        namespace.name(),
        namespace.displayName(),
        namespace.description(),
        namespace.visibility().wireName(),
        namespace.isProtected(),
        namespace.owner(),
        OpenStackTime.format(namespace.createdAt()),
        MetadefTagView.time(namespace.updatedAt()),
        parts.associations,
        parts.properties,
        parts.objects,
        parts.tags,
        path(namespace.name()),
        "/v2/schemas/metadefs/namespace");
  }

  /** A page of namespaces. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({"namespaces", "next", "schema", "first"})
  record Page(List<NamespaceView> namespaces, @Nullable String next, String schema, String first) {
    Page {
      namespaces = List.copyOf(namespaces);
    }

    static Page of(NamespaceService.Page found, NamespaceListRequest request) {
      return new Page(
          found.namespaces().stream()
              .map(one ->
                  view(
                      one.namespace(),
                      new Parts(
                          shown(one.associations().stream().map(AssociationView::of).toList()),
                          null,
                          null,
                          null)))
              .toList(),
          found.next() == null ? null : request.next(found.next()),
          "/v2/schemas/metadefs/namespaces",
          request.first());
    }
  }
}
