package io.glance.api.identity;

import io.glance.common.context.RequestContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** A way to find out who calls. Thread-safe. */
public interface Authentication {

  /**
   * Who makes this request.
   *
   * @throws io.glance.common.error.GlanceException.Unauthorized if nobody is known to
   * @throws io.glance.common.error.GlanceException.Unavailable if that cannot be found out
   * @throws RequestIdTooLong if the request calls itself by too long a name
   */
  RequestContext identify(HttpServletRequest request);

  /** What a 401 says in {@code WWW-Authenticate} of where to log in; empty: nothing. */
  Optional<String> challenge();
}
