package io.glance.common.keystone;

import java.util.List;
import java.util.Optional;
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

  /** Whether there is a service of this type, wherever it is. */
  public boolean has(String type) {
    return services.stream().anyMatch(service -> service.type().equals(type));
  }

  /**
   * The first URL of a service.
   *
   * @param audience {@code public}, {@code internal} or {@code admin}; {@code publicURL} and the
   *     like mean the same
   * @param region null: any
   */
  public Optional<String> url(String type, String audience, @Nullable String region) {
    String wanted =
        audience.endsWith("URL") ? audience.substring(0, audience.length() - 3) : audience;
    return services.stream()
        .filter(service -> service.type().equals(type))
        .flatMap(service -> service.endpoints().stream())
        .filter(endpoint -> endpoint.audience().equals(wanted))
        .filter(endpoint -> region == null || region.equals(endpoint.region()))
        .map(Endpoint::url)
        .findFirst();
  }
}
