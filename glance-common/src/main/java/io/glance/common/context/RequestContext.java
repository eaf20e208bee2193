package io.glance.common.context;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request. Verified before it gets here.
 *
 * @param roles lower-cased
 * @param admin sees and may change everything
 * @param requestId {@code req-…}, the same in every log line and service that the request passes
 * @param identity is not told to other services
 */
public record RequestContext(
    @Nullable String userId,
    @Nullable String projectId,
    Set<String> roles,
    boolean admin,
    String requestId,
    @JsonIgnore Identity identity) {

  public RequestContext {
    roles = Set.copyOf(roles);
  }

  /** A caller of whom nothing else is known. */
  @JsonCreator
  public RequestContext(
      @Nullable String userId,
      @Nullable String projectId,
      Set<String> roles,
      boolean admin,
      String requestId) {
    this(userId, projectId, roles, admin, requestId, Identity.NONE);
  }

  /** The caller of a service without identity: the administrator, of no project. */
  public static RequestContext administrator(String requestId) {
    return new RequestContext(null, null, Set.of("admin"), true, requestId);
  }
}
