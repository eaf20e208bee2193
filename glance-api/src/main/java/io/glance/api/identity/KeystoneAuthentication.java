package io.glance.api.identity;

import io.glance.api.identity.AdminRule.Caller;
import io.glance.common.config.Secret;
import io.glance.common.context.Identity;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.keystone.KeystoneException;
import io.glance.common.keystone.Token;
import io.glance.common.keystone.TokenValidator;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A caller is whom the token belongs to that he shows. What he himself says of user, project and
 * roles is not looked at.
 *
 * <p>A token that is no good makes its holder as unknown as one without any. If the identity
 * service cannot be asked nobody can be told who he is, not even that he may read anonymously.
 *
 * <p>Source: keystonemiddleware/auth_token/__init__.py, AuthProtocol. There any text in the header
 * of the service token lifts the access rules of an application credential; here a service does.
 */
final class KeystoneAuthentication implements Authentication, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeystoneAuthentication.class);
  private static final String UNAVAILABLE = "The Keystone service is temporarily unavailable.";

  private final TokenValidator tokens;
  private final Contexts contexts;
  private final AuthTokenProperties options;
  private final Set<String> serviceRoles;
  private final String challenge;
  private final Runnable end;
  private final AtomicBoolean warned = new AtomicBoolean();

  /**
   * @param loginUrl where clients get their tokens
   * @param end closes what {@code tokens} are asked through
   */
  KeystoneAuthentication(
      TokenValidator tokens,
      Contexts contexts,
      AuthTokenProperties options,
      String loginUrl,
      Runnable end) {
    this.tokens = tokens;
    this.contexts = contexts;
    this.options = options;
    this.end = end;
    serviceRoles = Set.copyOf(options.serviceTokenRoles());
    challenge = "Keystone uri=\"%s\"".formatted(loginUrl);
  }

  @Override
  public void close() {
    end.run();
  }

  @Override
  public Optional<String> challenge() {
    return Optional.of(challenge);
  }

  @Override
  public RequestContext identify(HttpServletRequest request) {
    Secret service = token(request.getHeader("X-Service-Token"));
    Secret user = token(userToken(request));
    try {
      Token serviceToken = service == null ? null : tokens.validate(service, false).orElse(null);
      boolean served = serviceToken != null && hasServiceRole(serviceToken);
      Token userToken = user == null ? null : tokens.validate(user, served).orElse(null);
      Token believed = served || !options.serviceTokenRolesRequired() ? serviceToken : null;
      if (userToken == null || !isPermitted(userToken, request, believed != null)) {
        return contexts.anonymous();
      }
      return contexts.of(caller(userToken, user, believed), request);
    } catch (KeystoneException e) {
      LOG.debug("a token cannot be checked", e);
      var unavailable = new GlanceException.Unavailable(null, UNAVAILABLE);
      unavailable.initCause(e);
      throw unavailable;
    }
  }

  private static @Nullable String userToken(HttpServletRequest request) {
    String token = request.getHeader("X-Auth-Token");
    return token == null ? request.getHeader("X-Storage-Token") : token;
  }

  private static @Nullable Secret token(@Nullable String header) {
    return header == null || header.isBlank() ? null : Secret.of(header.strip());
  }

  private boolean hasServiceRole(Token token) {
    return !Collections.disjoint(token.roles(), serviceRoles);
  }

  private boolean isPermitted(Token token, HttpServletRequest request, boolean fromService) {
    if (token.accessRules() == null) {
      return true;
    }
    String type = options.serviceType();
    if (type == null || !token.catalog().has(type)) {
      if (warned.compareAndSet(false, true)) {
        LOG.warn(
            "a token with access rules is refused: [keystone_authtoken] service_type is {}, it must"
                + " be this service's type in the catalogue",
            type);
      }
      return false;
    }
    return fromService || token.permits(type, request.getMethod(), request.getRequestURI());
  }

  private static Caller caller(Token token, @Nullable Secret text, @Nullable Token service) {
    Identity identity =
        new Identity(
            token.userDomainId(),
            token.projectDomainId(),
            token.domainId(),
            token.systemScope(),
            token.adminProject(),
            false,
            service == null ? null : service(service),
            text,
            token.catalog());
    return new Caller(
        token.userId(), token.projectId(), Contexts.lowerCased(token.roles().stream()), identity);
  }

  private static Identity.Service service(Token token) {
    return new Identity.Service(
        token.userId(), token.projectId(), Contexts.lowerCased(token.roles().stream()));
  }
}
