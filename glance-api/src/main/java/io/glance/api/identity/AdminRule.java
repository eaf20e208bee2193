package io.glance.api.identity;

import io.glance.api.policy.Policy;
import io.glance.common.context.Identity;
import io.glance.common.context.RequestContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who is an administrator: whom the policy calls one, or who has the role that old files name. */
@Component
final class AdminRule {
  private final Policy policy;
  private final ContextProperties options;

  AdminRule(Policy policy, ContextProperties options) {
    this.policy = policy;
    this.options = options;
  }

  /** What is known of a caller before it is known whether he is an administrator. */
  record Caller(
      @Nullable String userId, @Nullable String projectId, Set<String> roles, Identity identity) {}

  boolean isAdmin(Caller caller) {
    return policy.administrates(
            new RequestContext(
                caller.userId(), caller.projectId(), caller.roles(), false, "", caller.identity()))
        || (options.adminRole() != null && caller.roles().contains(options.adminRole()));
  }
}
