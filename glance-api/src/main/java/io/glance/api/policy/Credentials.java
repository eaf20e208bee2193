package io.glance.api.policy;

import io.glance.common.context.Identity;
import io.glance.common.context.RequestContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A caller as rules see him. Beside the names that oslo.context has today those are answered that
 * files of earlier releases may ask for.
 *
 * <p>Source: oslo_context/context.py, to_policy_values; oslo_policy/policy.py, Enforcer.enforce.
 */
record Credentials(RequestContext caller) implements Attributes {
  private static final List<String> NAMES =
      List.of(
          "user_id",
          "user_domain_id",
          "system_scope",
          "domain_id",
          "project_id",
          "project_domain_id",
          "roles",
          "is_admin",
          "is_admin_project",
          "service_user_id",
          "service_project_id",
          "service_roles",
          "request_id");

  @Override
  public @Nullable Object get(String name) {
    Identity identity = caller.identity();
    Identity.@Nullable Service service = identity.service();
    return switch (name) {
      case "project_id", "tenant" -> caller.projectId();
      case "user_id", "user" -> caller.userId();
      case "roles" -> caller.roles();
      case "is_admin" -> caller.admin();
      case "user_domain_id" -> identity.userDomainId();
      case "project_domain_id" -> identity.projectDomainId();
      case "domain_id" -> identity.domainId();
      case "system_scope" -> identity.systemScope();
      case "system" -> identity.systemScope() == null ? Absent.ABSENT : identity.systemScope();
      case "is_admin_project" -> identity.adminProject();
      case "read_only" -> identity.readOnly();
      case "show_deleted" -> false;
      case "service_user_id" -> service == null ? null : service.userId();
      case "service_project_id" -> service == null ? null : service.projectId();
      case "service_roles" -> service == null ? Set.of() : service.roles();
      case "request_id" -> caller.requestId();
      default -> Absent.ABSENT;
    };
  }

  @Override
  public Map<String, @Nullable Object> all() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    NAMES.forEach(name -> all.put(name, get(name)));
    if (caller.identity().systemScope() != null) {
      all.put("system", caller.identity().systemScope());
    }
    return all;
  }
}
