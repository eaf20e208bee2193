package io.glance.store.swift;

import io.glance.common.config.Secret;
import io.glance.store.StoreException;
import io.glance.store.Tenant;
import io.glance.store.swift.SwiftLocation.Way;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Gets to the accounts of callers, with their tokens, and as this service where nobody calls.
 *
 * <p>Unlike in the original a token goes to no other host than that of the account which the
 * caller's catalogue, the operator or this service's own login names: locations are users' texts.
 */
final class TenantAccess {
  private final SwiftTransport transport;
  private final SwiftLogins logins;
  private final SwiftAccounts accounts;
  private final SwiftEndpoint endpoint;

  /**
   * @param accounts of which the one for new images is this service's own
   */
  TenantAccess(
      SwiftTransport transport,
      SwiftLogins logins,
      SwiftAccounts accounts,
      SwiftEndpoint endpoint) {
    this.transport = transport;
    this.logins = logins;
    this.accounts = accounts;
    this.endpoint = endpoint;
  }

  /** URL of the account that the tenant's images are in. */
  String storage(Tenant tenant) throws IOException {
    if (tenant.token() != null) {
      return endpoint.in(tenant.catalog());
    }
    if (tenant.projectId() == null) {
      throw new StoreException.Unavailable(
          "Multi-tenant Swift storage requires a caller, or the image's owner.");
    }
    String own = own().access().storage();
    int account = own.lastIndexOf('/') + 1;
    String prefix = own.substring(account).replaceFirst("(?<=_).*", "");
    return own.substring(0, account) + prefix + tenant.projectId();
  }

  /** The tenant's account. Where his token ends before the work does, this service goes on. */
  SwiftObjects objects(Tenant tenant) throws IOException {
    String storage = storage(tenant);
    @Nullable Secret token = tenant.token();
    return token == null || accounts.ofNewImages() == null
        ? objects(tenant, storage)
        : new SwiftObjects(
            transport, new LastingLogin(storage, token, new ServiceLogin(own(), storage)));
  }

  /**
   * The account that a location is in. In the tenant's own this service goes on as above.
   *
   * @throws StoreException.Forbidden if it is on a host that gets no token: there may be bytes
   */
  SwiftObjects objects(Tenant tenant, Way way) throws IOException {
    if (!(way instanceof Way.Bare bare)) {
      return new SwiftObjects(transport, logins.of(accounts.at(way)));
    }
    String known = tenant.token() == null ? own().access().storage() : storage(tenant);
    if (!host(known).equals(host(bare.url()))) {
      throw new StoreException.Forbidden("The location is on another host than Swift.");
    }
    return tenant.token() != null && bare.url().equals(known)
        ? objects(tenant)
        : objects(tenant, bare.url());
  }

  private SwiftObjects objects(Tenant tenant, String storage) throws IOException {
    @Nullable Secret token = tenant.token();
    SwiftLogin login =
        token == null ? new ServiceLogin(own(), storage) : TenantLogin.of(storage, token);
    return new SwiftObjects(transport, login);
  }

  private SwiftLogin own() throws IOException {
    SwiftAccount account = accounts.ofNewImages();
    if (account == null) {
      throw new StoreException.Unavailable(
          "Multi-tenant Swift storage requires a user context: there is no caller, and this service"
              + " has no account of its own.");
    }
    return logins.of(account);
  }

  private static String host(String url) throws StoreException {
    try {
      URI parsed = URI.create(url);
      return parsed.getScheme() + "://" + parsed.getAuthority();
    } catch (IllegalArgumentException e) {
      throw new StoreException.BadLocation("Badly formed Swift URI.", e);
    }
  }
}
