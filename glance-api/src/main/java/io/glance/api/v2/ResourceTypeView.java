package io.glance.api.v2;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.glance.common.metadef.ResourceType;
import io.glance.common.time.OpenStackTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A resource type as clients read it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"name", "created_at", "updated_at"})
record ResourceTypeView(
    String name,
    @JsonProperty("created_at") String createdAt,
    @JsonProperty("updated_at") @Nullable String updatedAt) {

  static ResourceTypeView of(ResourceType type) {
    return new ResourceTypeView(
        type.name(), OpenStackTime.format(type.createdAt()), MetadefTagView.time(type.updatedAt()));
  }

  /** All resource types. */
  record Page(@JsonProperty("resource_types") List<ResourceTypeView> resourceTypes) {
    Page {
      resourceTypes = List.copyOf(resourceTypes);
    }

    static Page of(List<ResourceType> types) {
      return new Page(types.stream().map(ResourceTypeView::of).toList());
    }
  }
}
