package io.glance.store.backends;

import io.glance.store.MisconfiguredStoreException;
import io.glance.store.Store;
import io.glance.store.StoreFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * Opens a store; one that is not the default and whose options are not what it needs is out of
 * service, and the others are not.
 *
 * <p>Source: glance_store/driver.py, Store.configure.
 *
 * @param section as operators write it
 * @param prefix of the section's properties
 */
record StoreOpening(Binder options, String section, String prefix) {
  private static final Logger log = LoggerFactory.getLogger(StoreOpening.class);

  /**
   * @param required whether it is the default
   * @throws RuntimeException if it is and its options are not what it needs
   */
  Store open(StoreFactory factory, boolean required) {
    try {
      return factory.open(options, prefix);
    } catch (BindException | IllegalArgumentException | MisconfiguredStoreException e) {
      if (required) {
        throw e;
      }
      log.error(
          "[{}] {}: Failed to configure store correctly: {}. Disabling add method; what is there"
              + " cannot be read either.",
          section,
          factory.name(),
          reason(e));
      return new DisabledStore(factory.name());
    }
  }

  /** What a driver says names its option; what is said of a value that cannot be read does not. */
  private String reason(RuntimeException failure) {
    Throwable reason = failure;
    while (reason.getCause() != null) {
      reason = reason.getCause();
    }
    boolean isOfOneOption =
        failure instanceof BindException binding && !binding.getName().toString().equals(prefix);
    return isOfOneOption
        ? "%s: %s".formatted(failure.getMessage(), reason.getMessage())
        : String.valueOf(reason.getMessage());
  }
}
