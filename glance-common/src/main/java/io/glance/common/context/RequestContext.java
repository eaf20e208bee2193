package io.glance.common.context;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request. Verified before it gets here.
 *
 * @param roles lower-cased
 * @param admin sees and may change everything
 * @param requestId {@code req-…}, the same in every log line and service that the request passes
 */
public record RequestContext(
    @Nullable String userId,
    @Nullable String projectId,
    Set<String> roles,
    boolean admin,
    String requestId) {

  public RequestContext {
    roles = Set.copyOf(roles);
  }

  /** The caller of a service without identity: the administrator, of no project. */
  public static RequestContext administrator(String requestId) {
    return new RequestContext(null, null, Set.of("admin"), true, requestId);
  }
}
