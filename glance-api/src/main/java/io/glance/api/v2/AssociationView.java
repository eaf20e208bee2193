package io.glance.api.v2;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.glance.common.metadef.ResourceTypeAssociation;
import io.glance.common.registryapi.AssociationValues;
import io.glance.common.time.OpenStackTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a namespace has to do with a resource type, as clients read it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"name", "prefix", "properties_target", "created_at", "updated_at"})
record AssociationView(
    String name,
    @Nullable String prefix,
    @JsonProperty("properties_target") @Nullable String propertiesTarget,
    @JsonProperty("created_at") @Nullable String createdAt,
    @JsonProperty("updated_at") @Nullable String updatedAt) {
  private static final List<String> KNOWN =
      List.of("name", "prefix", "properties_target", "created_at", "updated_at");

  static AssociationView of(ResourceTypeAssociation association) {
    return new AssociationView(
        association.name(),
        association.prefix(),
        association.propertiesTarget(),
        OpenStackTime.format(association.createdAt()),
        MetadefTagView.time(association.updatedAt()));
  }

  /** One that came with a namespace. */
  static AssociationView sent(JsonNode part) {
    return new AssociationView(
        MetadefBody.nameOfPart("A resource type association", part, KNOWN),
        MetadefBody.text(part, "prefix"),
        MetadefBody.text(part, "properties_target"),
        null,
        null);
  }

  AssociationValues values() {
    return new AssociationValues(name, prefix, propertiesTarget);
  }

  /** All that a namespace is about. */
  record Page(@JsonProperty("resource_type_associations") List<AssociationView> associations) {
    Page {
      associations = List.copyOf(associations);
    }

    static Page of(List<ResourceTypeAssociation> associations) {
      return new Page(associations.stream().map(AssociationView::of).toList());
    }
  }
}
