package io.glance.common.config;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Options of stores are read either from {@code [glance_store]} or, when {@code enabled_backends}
 * names stores, from a section each: tells which of them are in a place that nobody looks at.
 */
final class StoreOptions {
  private static final OptionName STAGING = new OptionName(OptionName.DEFAULT, "node_staging_uri");
  private static final String TASKS = "os_glance_tasks_store";
  private static final OptionName DEFAULT_STORE =
      new OptionName(OptionCatalogue.STORE, "default_backend");
  private static final Set<String> OF_NO_STORE = Set.of("stores", "default_store");
  private static final String SET = "is ignored because [DEFAULT] enabled_backends is set; ";

  private final OptionCatalogue catalogue;

  StoreOptions(OptionCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Why an option has no effect where it is; empty if it has. */
  Optional<String> advice(OptionName name) {
    if (name.section().equals(TASKS)) {
      return Optional.of("is ignored: tasks keep no files of their own; remove it");
    }
    return Optional.ofNullable(
        catalogue.backends().isEmpty() ? withOneStore(name) : withSeveralStores(name));
  }

  private @Nullable String withOneStore(OptionName name) {
    boolean ofSeveral = catalogue.isBackend(name.section()) || name.equals(DEFAULT_STORE);
    return ofSeveral ? "is ignored without [DEFAULT] enabled_backends" : null;
  }

  private static @Nullable String withSeveralStores(OptionName name) {
    if (name.equals(STAGING)) {
      return SET + "set filesystem_store_datadir in [os_glance_staging_store]";
    }
    if (!name.section().equals(OptionCatalogue.STORE) || name.equals(DEFAULT_STORE)) {
      return null;
    }
    return OF_NO_STORE.contains(name.name())
        ? SET + "remove it"
        : SET + "put it in the section of a store";
  }
}
