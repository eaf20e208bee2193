package io.glance.api.v2;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.glance.store.backends.BackendDescription;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A store as clients read it. Flags are the text {@code true}, or are not there.
 *
 * <p>Source: glance/api/v2/discovery.py.
 *
 * @param type and what follows: for administrators only
 */
@JsonPropertyOrder({"id", "description", "default", "read-only", "type", "properties", "weight"})
@JsonInclude(JsonInclude.Include.NON_NULL)
record StoreView(
    String id,
    @Nullable String description,
    @JsonProperty("default") @Nullable String isDefault,
    @JsonProperty("read-only") @Nullable String readOnly,
    @Nullable String type,
    @Nullable Map<String, Object> properties,
    @Nullable Integer weight) {

  static StoreView forUsers(BackendDescription store) {
    return new StoreView(
        store.id(),
        description(store),
        flag(store.isDefault()),
        flag(store.isReadOnly()),
        null,
        null,
        null);
  }

  static StoreView forAdministrators(BackendDescription store) {
    return new StoreView(
        store.id(),
        description(store),
        flag(store.isDefault()),
        flag(store.isReadOnly()),
        store.type(),
        store.details(),
        store.weight());
  }

  private static @Nullable String description(BackendDescription store) {
    return store.description() == null || store.description().isEmpty()
        ? null
        : store.description();
  }

  private static @Nullable String flag(boolean isSet) {
    return isSet ? "true" : null;
  }

  /** All stores that there are to choose from. */
  record Stores(List<StoreView> stores) {
    Stores {
      stores = List.copyOf(stores);
    }
  }
}
