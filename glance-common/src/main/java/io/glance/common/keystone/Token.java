package io.glance.common.keystone;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the identity service says of a token. Not the token itself.
 *
 * @param domainId of a token for a domain
 * @param systemScope {@code all} for a token for the whole system
 * @param adminProject false only if the identity service names another project that administrates
 * @param roles spelled as the identity service does
 * @param accessRules the only requests that its holder may make; null: all
 * @param catalog empty if it was not asked for
 */
public record Token(
    String userId,
    @Nullable String userDomainId,
    @Nullable String projectId,
    @Nullable String projectDomainId,
    @Nullable String domainId,
    @Nullable String systemScope,
    boolean adminProject,
    Set<String> roles,
    Instant expires,
    @Nullable List<AccessRule> accessRules,
    ServiceCatalog catalog) {

  public Token {
    roles = Set.copyOf(roles);
    accessRules = accessRules == null ? null : List.copyOf(accessRules);
  }

  public boolean isOverAt(Instant moment) {
    return !expires.isAfter(moment);
  }

  /** Whether the token lets its holder make this request of a service of this type. */
  public boolean permits(String service, String method, String path) {
    return accessRules == null
        || accessRules.stream().anyMatch(rule -> rule.permits(service, method, path));
  }

  Token with(ServiceCatalog other) {
    return new Token(
        userId,
        userDomainId,
        projectId,
        projectDomainId,
        domainId,
        systemScope,
        adminProject,
        roles,
        expires,
        accessRules,
        other);
  }
}
