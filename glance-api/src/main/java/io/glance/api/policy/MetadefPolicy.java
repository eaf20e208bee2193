package io.glance.api.policy;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.metadef.Namespace;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a caller may do with metadata definitions. For those who may not know of a namespace it does
 * not exist.
 *
 * <p>Source: glance/api/v2/policy.py, MetadefAPIPolicy.
 */
@Component
public final class MetadefPolicy {
  private final Policy policy;

  MetadefPolicy(Policy policy) {
    this.policy = policy;
  }

  /**
   * To be asked first where namespaces are made.
   *
   * @throws GlanceException.Forbidden if nobody knows who the caller is
   */
  public void requireMayWrite(RequestContext caller) {
    if (caller.identity().readOnly()) {
      throw new GlanceException.Forbidden(null, "Read-only access");
    }
  }

  /** Whether the rule lets the caller do it. */
  public boolean allows(PolicyRule rule, Namespace namespace, RequestContext caller) {
    return policy.allows(rule, target(namespace, caller), caller);
  }

  /**
   * @throws GlanceException.NotFound without words of its own if the caller may not know of the
   *     namespace
   * @throws GlanceException.Forbidden if he may, but not do this
   */
  public void require(PolicyRule rule, Namespace namespace, RequestContext caller) {
    require(rule, target(namespace, caller), caller);
  }

  /**
   * As the other one where no namespace is there yet, or none in particular is meant.
   *
   * @throws GlanceException.NotFound if the caller may see no namespace of his own project
   * @throws GlanceException.Forbidden if he may, but not do this
   */
  public void require(PolicyRule rule, RequestContext caller) {
    require(rule, target(null, caller), caller);
  }

  private void require(PolicyRule rule, Attributes target, RequestContext caller) {
    if (policy.allows(rule, target, caller)) {
      return;
    }
    if (rule == PolicyRule.GET_METADEF_NAMESPACE
        || !policy.allows(PolicyRule.GET_METADEF_NAMESPACE, target, caller)) {
      throw new GlanceException.NotFound(null, null);
    }
    policy.require(rule, target, caller);
  }

  private static Attributes target(@Nullable Namespace namespace, RequestContext caller) {
    Map<String, @Nullable Object> target = new LinkedHashMap<>();
    target.put("project_id", caller.projectId());
    if (namespace != null) {
      target.put("project_id", namespace.owner());
      target.put("visibility", namespace.visibility().wireName());
    }
    return Attributes.of(target);
  }
}
