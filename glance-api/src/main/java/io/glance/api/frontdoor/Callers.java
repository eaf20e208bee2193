package io.glance.api.frontdoor;

import io.glance.api.identity.Authentication;
import io.glance.common.context.RequestContext;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

/** Who calls: found out once for a request, and kept with it. */
@Component
final class Callers {
  private static final String ATTRIBUTE = RequestContext.class.getName();

  private final Authentication authentication;

  Callers(Authentication authentication) {
    this.authentication = authentication;
  }

  /** Makes the caller of a new request known; throws as {@link Authentication#identify}. */
  RequestContext identify(HttpServletRequest request) {
    RequestContext caller = authentication.identify(request);
    request.setAttribute(ATTRIBUTE, caller);
    return caller;
  }

  /** The caller of a request that passed the front door. */
  static RequestContext of(HttpServletRequest request) {
    return (RequestContext) request.getAttribute(ATTRIBUTE);
  }
}
