package io.glance.store.swift;

import io.glance.store.StoreException;
import io.glance.store.testing.TestingSwiftServer;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Stores on a Swift in this process, and what stores of any Swift have in common. */
final class TestingSwift {
  static final String SECTION = "oslo.glance-store";

  private TestingSwift() {}

  /** Options of the account {@code test:tester}; a missing container is made. */
  static Map<String, String> options(TestingSwiftServer swift) {
    return new TreeMap<>(
        Map.of(
            "swift-store-auth-version", "1",
            "swift-store-auth-address", swift.url() + "/auth/v1.0",
            "swift-store-user", "test:tester",
            "swift-store-key", "testing",
            "swift-store-create-container-on-put", "true"));
  }

  static SwiftStore store(TestingSwiftServer swift) {
    return store(options(swift));
  }

  static SwiftStore storeOfSegments(TestingSwiftServer swift, long segment) {
    return inSegments(store(swift), segment);
  }

  static SwiftStore store(Map<String, String> options) {
    return store(options, SwiftWaits.DEFAULT);
  }

  static SwiftStore store(Map<String, String> options, SwiftWaits waits) {
    return (SwiftStore) SwiftStoreFactory.open(binder(options), SECTION, waits);
  }

  /** The account of the options, logged in to. */
  static SwiftLogin login(Map<String, String> options) throws StoreException {
    SwiftStoreProperties properties =
        binder(options).bindOrCreate(SECTION, SwiftStoreProperties.class);
    SwiftAccounts accounts =
        binder(options).bindOrCreate(SECTION, SwiftAccountProperties.class).accounts();
    SwiftLogins logins =
        new SwiftLogins(
            new SwiftTransport(properties.trust(), SwiftWaits.DEFAULT),
            properties.keystone(),
            properties.endpoint(),
            properties.swiftStoreExpireSoonInterval(),
            Clock.systemUTC());
    return logins.of(Objects.requireNonNull(accounts.ofNewImages()));
  }

  /** The same store, with everything in segments of so many bytes. */
  static SwiftStore inSegments(SwiftStore store, long segment) {
    SwiftSettings settings = store.settings();
    SwiftLayout layout = settings.layout();
    return store.with(
        new SwiftSettings(
            new SwiftLayout(layout.container(), layout.seed(), 1, segment),
            settings.createContainers(),
            settings.retries(),
            settings.spool()));
  }

  static Binder binder(Map<String, String> options) {
    Map<String, String> named = new TreeMap<>();
    options.forEach((name, value) -> named.put(SECTION + "." + name, value));
    return new Binder(new MapConfigurationPropertySource(named));
  }
}
