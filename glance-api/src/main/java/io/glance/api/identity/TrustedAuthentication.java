package io.glance.api.identity;

import io.glance.api.identity.AdminRule.Caller;
import io.glance.common.config.Secret;
import io.glance.common.context.Identity;
import io.glance.common.context.RequestContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A caller is who the request's headers say he is: somebody before this service has checked him and
 * lets nobody else in.
 *
 * <p>Source: glance/api/middleware/context.py, ContextMiddleware; oslo_context/context.py,
 * RequestContext.from_environ.
 */
final class TrustedAuthentication implements Authentication {
  private final Contexts contexts;

  TrustedAuthentication(Contexts contexts) {
    this.contexts = contexts;
  }

  @Override
  public Optional<String> challenge() {
    return Optional.empty();
  }

  @Override
  public RequestContext identify(HttpServletRequest request) {
    if (!"Confirmed".equals(request.getHeader("X-Identity-Status"))) {
      return contexts.anonymous();
    }
    Headers headers = new Headers(request);
    Caller caller =
        new Caller(
            headers.first("X-User-Id", "X-User"),
            headers.first("X-Project-Id", "X-Tenant-Id", "X-Tenant"),
            headers.roles("X-Roles", "X-Role"),
            identity(headers));
    return contexts.of(caller, request);
  }

  private static Identity identity(Headers headers) {
    String admin = headers.first("X-Is-Admin-Project");
    String token = headers.first("X-Auth-Token", "X-Storage-Token");
    return new Identity(
        headers.first("X-User-Domain-Id"),
        headers.first("X-Project-Domain-Id"),
        headers.first("X-Domain-Id"),
        headers.first("OpenStack-System-Scope"),
        admin == null || admin.equalsIgnoreCase("true"),
        false,
        service(headers),
        token == null ? null : Secret.of(token),
        CatalogHeader.read(headers.first("X-Service-Catalog")));
  }

  private static Identity.@Nullable Service service(Headers headers) {
    String user = headers.first("X-Service-User-Id");
    Set<String> roles = headers.roles("X-Service-Roles");
    return user == null && roles.isEmpty()
        ? null
        : new Identity.Service(user, headers.first("X-Service-Project-Id"), roles);
  }

  private record Headers(HttpServletRequest request) {

    @Nullable String first(String... names) {
      return Stream.of(names)
          .map(request::getHeader)
          .filter(value -> value != null && !value.isEmpty())
          .findFirst()
          .orElse(null);
    }

    Set<String> roles(String... names) {
      String roles = first(names);
      return roles == null
          ? Set.of()
          : Contexts.lowerCased(
              Arrays.stream(roles.split(",", -1))
                  .map(String::strip)
                  .filter(role -> !role.isEmpty()));
    }
  }
}
