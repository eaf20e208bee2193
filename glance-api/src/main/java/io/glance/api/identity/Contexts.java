package io.glance.api.identity;

import io.glance.common.context.Identity;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.keystone.ServiceCatalog;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Makes the contexts of callers who are known, and of those who are not.
 *
 * <p>Source: glance/api/middleware/context.py, ContextMiddleware.
 */
@Component
final class Contexts {
  private static final String REQUEST_ID = "X-OpenStack-Request-ID";
  private static final Identity ANONYMOUS =
      new Identity(null, null, null, null, true, true, null, null, ServiceCatalog.EMPTY);

  private final ContextProperties options;
  private final AdminRule admins;

  Contexts(ContextProperties options, AdminRule admins) {
    this.options = options;
    this.admins = admins;
  }

  RequestContext of(AdminRule.Caller caller, HttpServletRequest request) {
    return new RequestContext(
        caller.userId(),
        caller.projectId(),
        caller.roles(),
        admins.isAdmin(caller),
        RequestIds.chosen(request.getHeader(REQUEST_ID), options.maxRequestIdLength()),
        caller.identity());
  }

  /**
   * @throws GlanceException.Unauthorized unless everybody may read
   */
  RequestContext anonymous() {
    if (!options.allowAnonymousAccess()) {
      throw new GlanceException.Unauthorized(null);
    }
    return new RequestContext(null, null, Set.of(), false, RequestIds.newId(), ANONYMOUS);
  }

  static Set<String> lowerCased(Stream<String> roles) {
    return roles.map(role -> role.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }
}
