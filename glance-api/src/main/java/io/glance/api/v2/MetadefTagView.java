package io.glance.api.v2;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.glance.common.metadef.MetadefTag;
import io.glance.common.time.OpenStackTime;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tag of a namespace as clients read it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"name", "created_at", "updated_at"})
record MetadefTagView(
    String name,
    @JsonProperty("created_at") @Nullable String createdAt,
    @JsonProperty("updated_at") @Nullable String updatedAt) {

  static MetadefTagView of(MetadefTag tag) {
    return new MetadefTagView(
        tag.name(), OpenStackTime.format(tag.createdAt()), time(tag.updatedAt()));
  }

  /** A tag among others, of which only the name is told. */
  static MetadefTagView named(String name) {
    return new MetadefTagView(name, null, null);
  }

  static @Nullable String time(@Nullable Instant time) {
    return time == null ? null : OpenStackTime.format(time);
  }

  /** Some tags of a namespace. */
  record Page(List<MetadefTagView> tags) {
    Page {
      tags = List.copyOf(tags);
    }

    static Page of(List<MetadefTag> tags) {
      return new Page(tags.stream().map(tag -> named(tag.name())).toList());
    }
  }
}
