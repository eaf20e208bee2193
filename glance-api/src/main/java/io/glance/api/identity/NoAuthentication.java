package io.glance.api.identity;

import io.glance.common.context.RequestContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Everybody is the administrator of no project, and the request id that a client sends is not
 * believed.
 *
 * <p>Source: glance/api/middleware/context.py, UnauthenticatedContextMiddleware.
 */
final class NoAuthentication implements Authentication {

  @Override
  public RequestContext identify(HttpServletRequest request) {
    return RequestContext.administrator(RequestIds.newId());
  }

  @Override
  public Optional<String> challenge() {
    return Optional.empty();
  }
}
