package io.glance.api.importing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants to be imported.
 *
 * @param stores to import to, as the client named them; absent if it named none
 * @param allStores whether all stores are meant
 * @param allStoresMustSucceed whether one that fails undoes the others
 * @param body the request, for the task to show
 */
public record ImportOrder(
    ImportMethod method,
    @Nullable List<String> stores,
    boolean allStores,
    boolean allStoresMustSucceed,
    Map<String, Object> body) {

  public ImportOrder {
    stores = stores == null ? null : List.copyOf(stores);
    body = new LinkedHashMap<>(body);
  }

  /** Without the body, which may hold a password. */
  @Override
  public String toString() {
    return "ImportOrder[%s]".formatted(method);
  }
}
