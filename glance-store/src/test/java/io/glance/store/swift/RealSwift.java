package io.glance.store.swift;

import io.glance.common.keystone.ServiceCatalog;
import io.glance.store.Tenant;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The Swift that {@code testbed/swift-up} starts. */
final class RealSwift {
  /** So that a test need not wait long for a Swift that has stopped. */
  static final SwiftWaits SHORT =
      new SwiftWaits(
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          Duration.ofSeconds(3),
          Duration.ofMillis(100));

  private RealSwift() {}

  static String variable(String name) {
    @Nullable String value = System.getenv(name);
    return Objects.requireNonNull(
        value,
        () ->
            name
                + " is not set: start testbed/swift-up --keystone, then read"
                + " $TESTBED_STATE/swift/environment");
  }

  /** Options of an account of tempauth, with a container of its own. */
  static Map<String, String> firstVersion() {
    return new TreeMap<>(
        Map.of(
            "swift-store-auth-version",
            "1",
            "swift-store-auth-address",
            variable("TESTBED_SWIFT_AUTH_URL"),
            "swift-store-user",
            variable("TESTBED_SWIFT_USER"),
            "swift-store-key",
            variable("TESTBED_SWIFT_KEY"),
            "swift-store-create-container-on-put",
            "true",
            "swift-store-container",
            "test-" + UUID.randomUUID()));
  }

  /** Options of an account of Keystone, with a container of its own. */
  static Map<String, String> thirdVersion() {
    Map<String, String> options = firstVersion();
    options.put("swift-store-auth-version", "3");
    options.put("swift-store-auth-address", variable("TESTBED_SWIFT_KEYSTONE_URL"));
    options.put("swift-store-user", variable("TESTBED_SWIFT_KEYSTONE_USER"));
    options.put("swift-store-key", variable("TESTBED_SWIFT_KEYSTONE_KEY"));
    return options;
  }

  /** A user of Keystone's in his own project, logged in, as {@code project:user}. */
  static Tenant caller(String user) throws IOException {
    Map<String, String> options = thirdVersion();
    options.put("swift-store-user", user);
    SwiftLogin.Access access = TestingSwift.login(options).access();
    String project = access.storage().replaceFirst(".*/AUTH_", "");
    ServiceCatalog.Endpoint account =
        new ServiceCatalog.Endpoint(null, "public", "RegionOne", access.storage());
    ServiceCatalog.Service swift =
        new ServiceCatalog.Service("object-store", "swift", List.of(account));
    return new Tenant(null, project, access.token(), new ServiceCatalog(List.of(swift)));
  }
}
