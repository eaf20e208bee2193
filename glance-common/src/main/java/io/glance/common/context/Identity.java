package io.glance.common.context;

import io.glance.common.config.Secret;
import io.glance.common.keystone.ServiceCatalog;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an identity service says of a caller beyond user, project and roles. Stays within the
 * process that verified it.
 *
 * @param domainId of a token for a domain
 * @param systemScope {@code all} for a token for the whole system
 * @param adminProject false only if the identity service names another project that administrates
 * @param readOnly a caller who did not say who he is
 * @param service the service that calls on behalf of the user; null: none
 * @param token what the caller showed, for calls to other services in his name
 */
public record Identity(
    @Nullable String userDomainId,
    @Nullable String projectDomainId,
    @Nullable String domainId,
    @Nullable String systemScope,
    boolean adminProject,
    boolean readOnly,
    @Nullable Service service,
    @Nullable Secret token,
    ServiceCatalog catalog) {

  /** Of callers whom no identity service knows. */
  public static final Identity NONE =
      new Identity(null, null, null, null, true, false, null, null, ServiceCatalog.EMPTY);

  /**
   * A service that showed a token of its own.
   *
   * @param roles lower-cased
   */
  public record Service(@Nullable String userId, @Nullable String projectId, Set<String> roles) {
    public Service {
      roles = Set.copyOf(roles);
    }
  }
}
