package io.glance.api.imagedata;

import io.glance.common.error.GlanceException;
import io.glance.store.backends.BackendDescription;
import io.glance.store.backends.Stores;
import io.glance.store.checked.CheckedStore;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What callers may choose among stores. The service's own ones are unknown to them. */
@Component
public final class StoreChoice {
  private final Stores stores;
  private final List<String> ids;

  StoreChoice(Stores stores) {
    this.stores = stores;
    this.ids = descriptions().stream().map(BackendDescription::id).toList();
  }

  /** Ids of all stores to choose from, in the order of the configuration; none if there is one. */
  public List<String> ids() {
    return ids;
  }

  /** What is known of these. */
  public List<BackendDescription> descriptions() {
    return stores.isMultiple() ? stores.backends() : List.of();
  }

  /**
   * The store that new bytes go to.
   *
   * <p>Source: glance/api/v2/image_data.py, upload.
   *
   * @param wanted id in the header {@code x-image-meta-store}; passed over where there is nothing
   *     to choose
   * @throws GlanceException.Invalid if there is no such store
   */
  CheckedStore forUpload(@Nullable String wanted) {
    if (wanted == null || !stores.isMultiple()) {
      return stores.defaultStore();
    }
    return stores
        .named(wanted)
        .orElseThrow(() ->
            new GlanceException.Invalid("Store for identifier %s not found".formatted(wanted)));
  }

  /**
   * Whether new bytes may go to a store of that name: its id, or, where there is one per driver, a
   * scheme of its locations.
   */
  public boolean isKnown(String name) {
    return stores.isMultiple()
        ? stores.named(name).isPresent()
        : stores.backends().stream().anyMatch(one -> stores.schemesOf(one.id()).contains(name));
  }

  /**
   * The stores that a download looks into first.
   *
   * <p>Source: glance/api/v2/image_data.py, _validate_stores.
   *
   * @param prefer ids between commas; blank ones count as none
   * @throws GlanceException.Invalid if one is unknown, or there is nothing to choose
   */
  Set<String> preferred(@Nullable String prefer) {
    Set<String> wanted = new LinkedHashSet<>();
    if (prefer != null) {
      for (String id : prefer.split(",", -1)) {
        wanted.add(id.strip());
      }
    }
    wanted.remove("");
    if (!wanted.isEmpty() && !stores.isMultiple()) {
      throw new GlanceException.Invalid(
          "Store selection for download is not available when multiple backends are not enabled.");
    }
    for (String id : wanted) {
      if (stores.named(id).isEmpty()) {
        throw new GlanceException.Invalid("Store '%s' is not configured.".formatted(id));
      }
    }
    return wanted;
  }
}
