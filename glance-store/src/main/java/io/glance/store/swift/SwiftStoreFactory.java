package io.glance.store.swift;

import io.glance.store.Store;
import io.glance.store.StoreFactory;
import io.glance.store.Tenant;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;

/** The {@code swift} driver. */
public final class SwiftStoreFactory implements StoreFactory {
  private static final Logger LOG = LoggerFactory.getLogger(SwiftStoreFactory.class);

  @Override
  public String name() {
    return "swift";
  }

  @Override
  public Set<String> aliases() {
    return Set.of(
        "swift+https",
        "swift+http",
        "swift+config",
        "glance.store.swift.Store",
        "glance_store._drivers.swift.Store",
        "glance_store._drivers.swift.store.Store");
  }

  @Override
  public List<String> schemes() {
    return SwiftLocation.SCHEMES;
  }

  @Override
  public Store open(Binder options, String section) {
    return open(options, section, SwiftWaits.DEFAULT);
  }

  static Store open(Binder options, String section, SwiftWaits waits) {
    SwiftStoreProperties properties = options.bindOrCreate(section, SwiftStoreProperties.class);
    SwiftAccounts accounts = options.bindOrCreate(section, SwiftAccountProperties.class).accounts();
    SwiftTransport transport = new SwiftTransport(properties.trust(), waits);
    SwiftSettings settings = properties.settings(waits.pause());
    SwiftLogins logins =
        new SwiftLogins(
            transport,
            properties.keystone(),
            properties.endpoint(),
            properties.swiftStoreExpireSoonInterval(),
            Clock.systemUTC());
    if (properties.swiftStoreMultiTenant()) {
      requireNoFile(accounts);
      return new TenantSwiftStore(
          new TenantAccess(transport, logins, accounts, properties.endpoint()),
          Tenant.NONE,
          settings,
          properties.swiftStoreAdminTenants(),
          ConcurrentHashMap.newKeySet());
    }
    if (accounts.ofNewImages() == null) {
      LOG.warn(
          "the swift store of {} has no swift_store_auth_address, or no credentials: it reads what"
              + " locations lead to, and is not written to",
          section);
    }
    return new SwiftStore(accounts, logins, transport, settings);
  }

  private static void requireNoFile(SwiftAccounts accounts) {
    if (accounts.fromFile()) {
      throw new IllegalArgumentException(
          "swift_store_multi_tenant is true and swift_store_config_file is set: they are mutually"
              + " exclusive");
    }
  }
}
