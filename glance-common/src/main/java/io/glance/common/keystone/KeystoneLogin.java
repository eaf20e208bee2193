package io.glance.common.keystone;

import io.glance.common.config.Secret;
import io.glance.common.keystone.KeystoneCredentials.ApplicationCredential;
import io.glance.common.keystone.KeystoneCredentials.Domain;
import io.glance.common.keystone.KeystoneCredentials.DomainScope;
import io.glance.common.keystone.KeystoneCredentials.FixedToken;
import io.glance.common.keystone.KeystoneCredentials.GivenToken;
import io.glance.common.keystone.KeystoneCredentials.Password;
import io.glance.common.keystone.KeystoneCredentials.ProjectScope;
import io.glance.common.keystone.KeystoneCredentials.Scope;
import io.glance.common.keystone.KeystoneCredentials.SystemScope;
import io.glance.common.keystone.KeystoneCredentials.TrustScope;
import io.glance.common.keystone.KeystoneCredentials.Unscoped;
import io.glance.common.keystone.KeystoneCredentials.User;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this service logs in to the identity service: the options of keystoneauth's plugins, in
 * {@code [keystone_authtoken]} or whatever section they are in.
 *
 * @param authType name of the plugin; null: what old files say is used
 * @param authUrl of the identity service, with or without a version
 * @param endpoint what the plugin {@code admin_token} calls {@code auth_url}
 * @param identityUri what old files call {@code auth_url}
 * @param authHost with {@code auth_port}, {@code auth_protocol} and {@code auth_admin_prefix} what
 *     still older files have in its place
 */
@ConfigurationProperties("oslo.keystone-authtoken")
public record KeystoneLogin(
    @Nullable String authType,
    @Nullable String authUrl,
    @Nullable String userId,
    @Nullable String username,
    @Nullable String userDomainId,
    @Nullable String userDomainName,
    @Nullable Secret password,
    @Nullable String projectId,
    @Nullable String projectName,
    @Nullable String projectDomainId,
    @Nullable String projectDomainName,
    @Nullable String defaultDomainId,
    @Nullable String defaultDomainName,
    @Nullable String domainId,
    @Nullable String domainName,
    @Nullable String systemScope,
    @Nullable String trustId,
    @Nullable Secret token,
    @Nullable String endpoint,
    @Nullable String applicationCredentialId,
    @Nullable String applicationCredentialName,
    @Nullable Secret applicationCredentialSecret,
    @Nullable String identityUri,
    @DefaultValue("127.0.0.1") String authHost,
    @DefaultValue("35357") int authPort,
    @DefaultValue("https") String authProtocol,
    @DefaultValue("") String authAdminPrefix,
    @Nullable Secret adminToken,
    @Nullable String adminUser,
    @Nullable Secret adminPassword,
    @Nullable String adminTenantName) {

  /** Where the identity service is asked for a token. */
  public URI url() {
    if (authType == null) {
      return address("identity_uri", identityUri == null ? addressOfOldFiles() : identityUri);
    }
    return authType.equals("admin_token") && authUrl == null
        ? address("endpoint", endpoint)
        : address("auth_url", authUrl);
  }

  /**
   * Who this service is.
   *
   * @throws IllegalArgumentException if the options do not say so; the message begins with an
   *     option's name
   */
  public KeystoneCredentials credentials() {
    if (authType == null) {
      return credentialsOfOldFiles();
    }
    return switch (authType.toLowerCase(Locale.ROOT)) {
      case "password", "v3password" ->
          new Password(user(), required("password", password), scope());
      case "token", "v3token" -> new GivenToken(required("token", token), scope());
      case "admin_token" -> new FixedToken(required("token", token));
      case "v3applicationcredential" -> applicationCredential();
      default ->
          throw new IllegalArgumentException(
              ("auth_type is %s, must be one of password, v3password, token, v3token,"
                      + " v3applicationcredential, admin_token")
                  .formatted(authType));
    };
  }

  private KeystoneCredentials applicationCredential() {
    Secret secret = required("application_credential_secret", applicationCredentialSecret);
    if (applicationCredentialId != null) {
      return new ApplicationCredential(applicationCredentialId, null, null, secret);
    }
    String name = required("application_credential_id", applicationCredentialName);
    return new ApplicationCredential(null, name, user(), secret);
  }

  /** Source: keystonemiddleware/auth_token/_auth.py, AuthTokenPlugin. */
  private KeystoneCredentials credentialsOfOldFiles() {
    if (adminToken != null) {
      return new FixedToken(adminToken);
    }
    if (adminUser == null || adminPassword == null) {
      throw new IllegalArgumentException(
          "auth_type is not set; it says how this service shows the identity service who it is,"
              + " mostly by `password`");
    }
    String tenant = adminTenantName == null ? "admin" : adminTenantName;
    return new Password(
        new User(null, adminUser, Domain.DEFAULT),
        adminPassword,
        new ProjectScope(null, tenant, Domain.DEFAULT));
  }

  private String addressOfOldFiles() {
    String host = authHost.contains(":") ? "[" + authHost + "]" : authHost;
    String prefix = authAdminPrefix.replaceAll("^/+|/+$", "");
    return "%s://%s:%d%s"
        .formatted(authProtocol, host, authPort, prefix.isEmpty() ? "" : "/" + prefix);
  }

  private User user() {
    if (userId == null && username == null) {
      throw new IllegalArgumentException("username is not set, and neither is user_id");
    }
    return new User(userId, username, domain(userDomainId, userDomainName));
  }

  private Scope scope() {
    if (systemScope != null) {
      if (!systemScope.equals("all")) {
        throw new IllegalArgumentException(
            "system_scope is %s, must be all".formatted(systemScope));
      }
      return new SystemScope();
    }
    if (trustId != null) {
      return new TrustScope(trustId);
    }
    if (domainId != null || domainName != null) {
      return new DomainScope(new Domain(domainId, domainName));
    }
    return projectId == null && projectName == null
        ? new Unscoped()
        : new ProjectScope(projectId, projectName, domain(projectDomainId, projectDomainName));
  }

  private Domain domain(@Nullable String id, @Nullable String name) {
    if (id != null || name != null) {
      return new Domain(id, name);
    }
    return defaultDomainId != null || defaultDomainName != null
        ? new Domain(defaultDomainId, defaultDomainName)
        : Domain.DEFAULT;
  }

  private static URI address(String option, @Nullable String text) {
    try {
      URI address = URI.create(required(option, text));
      if (address.getHost() != null
          && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      if (text == null) {
        throw e;
      }
    }
    throw new IllegalArgumentException(
        "%s is %s, must be a URL of http or https".formatted(option, text));
  }

  private static <T> T required(String option, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(option + " is not set");
    }
    return value;
  }
}
