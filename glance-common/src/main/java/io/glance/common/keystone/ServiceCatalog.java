package io.glance.common.keystone;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a caller finds the services of a cloud, as a token says. */
public record ServiceCatalog(List<Service> services) {
  public static final ServiceCatalog EMPTY = new ServiceCatalog(List.of());

  public ServiceCatalog {
    services = List.copyOf(services);
  }

  /**
   * @param type such as {@code image} or {@code object-store}
   */
  public record Service(String type, @Nullable String name, List<Endpoint> endpoints) {
    public Service {
      endpoints = List.copyOf(endpoints);
    }
  }

  /**
   * @param audience {@code public}, {@code internal} or {@code admin}
   */
  public record Endpoint(
      @Nullable String id, String audience, @Nullable String region, String url) {}
}
