package io.glance.api.frontdoor;

import io.glance.common.context.RequestContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;

/**
 * Who calls. Without an identity service everybody is the administrator of no project, and the
 * request id that a client sends is not believed.
 *
 * <p>Source: glance/api/middleware/context.py, UnauthenticatedContextMiddleware.
 */
@Component
final class Callers {
  private static final String ATTRIBUTE = RequestContext.class.getName();

  /** Makes the caller of a new request known. */
  RequestContext identify(HttpServletRequest request) {
    RequestContext caller = RequestContext.administrator(newRequestId());
    request.setAttribute(ATTRIBUTE, caller);
    return caller;
  }

  /** The caller of a request that passed the front door. */
  static RequestContext of(HttpServletRequest request) {
    return (RequestContext) request.getAttribute(ATTRIBUTE);
  }

  private static String newRequestId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~(0xC0L << 56)) | (0x80L << 56);
    return "req-" + new UUID(high, low);
  }
}
