package io.glance.api.keymanager;

import io.glance.common.context.RequestContext;
import io.glance.common.keystone.ServiceCatalog;
import io.glance.common.keystone.ServiceCatalog.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Where Barbican is: where the operator says, or else where the caller's token says.
 *
 * <p>Source: castellan/key_manager/barbican_key_manager.py, _get_barbican_endpoint.
 */
final class BarbicanAddress {
  private static final String SERVICE = "key-manager";
  private static final String VERSION = "/" + BarbicanProperties.VERSION;

  private final BarbicanProperties options;

  BarbicanAddress(BarbicanProperties options) {
    this.options = options;
  }

  /** Up to the version, without a slash at the end. */
  String of(RequestContext caller) throws KeyManagerException {
    @Nullable String endpoint =
        options.barbicanEndpoint() == null
            ? inCatalog(caller.identity().catalog())
            : options.barbicanEndpoint();
    if (endpoint == null) {
      throw new KeyManagerException.Failed(
          "the caller's catalogue has no %s endpoint of a %s, and [barbican] barbican_endpoint is"
                  .formatted(options.barbicanEndpointType().inCatalog(), SERVICE)
              + " not set");
    }
    String bare = endpoint.replaceAll("/+$", "");
    return bare.endsWith(VERSION) ? bare : bare + VERSION;
  }

  private @Nullable String inCatalog(ServiceCatalog catalog) {
    return catalog.services().stream()
        .filter(service -> service.type().equals(SERVICE))
        .flatMap(service -> service.endpoints().stream())
        .filter(this::isWanted)
        .map(Endpoint::url)
        .findFirst()
        .orElse(null);
  }

  private boolean isWanted(Endpoint endpoint) {
    String region = options.barbicanRegionName();
    return endpoint.audience().equals(options.barbicanEndpointType().inCatalog())
        && (region == null || region.equals(endpoint.region()));
  }
}
