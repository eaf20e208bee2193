package io.glance.common.keystone;

import io.glance.common.config.Secret;
import io.glance.common.json.GlanceJson;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of POST /v3/auth/tokens, which holds secrets.
 *
 * <p>Source: keystoneauth1/identity/v3.
 */
final class LoginRequest {
  private LoginRequest() {}

  static Secret of(KeystoneCredentials credentials) {
    Map<String, Object> request =
        switch (credentials) {
          case Password login -> login("password", Map.of("user", user(login)), login.scope());
          case GivenToken given ->
              login("token", Map.of("id", given.token().reveal()), given.scope());
          case ApplicationCredential own ->
              login("application_credential", credential(own), new Unscoped());
          case FixedToken _ -> throw new IllegalArgumentException("a fixed token needs no login");
        };
    return Secret.of(GlanceJson.internal().writeValueAsString(Map.of("auth", request)));
  }

  private static Map<String, Object> login(String method, Map<String, Object> proof, Scope scope) {
    Map<String, Object> auth = new LinkedHashMap<>();
    auth.put("identity", Map.of("methods", List.of(method), method, proof));
    switch (scope) {
      case Unscoped _ -> {}
      case ProjectScope project -> auth.put("scope", Map.of("project", project(project)));
      case DomainScope domain -> auth.put("scope", Map.of("domain", domain(domain.domain())));
      case SystemScope _ -> auth.put("scope", Map.of("system", Map.of("all", true)));
      case TrustScope trust ->
          auth.put("scope", Map.of("OS-TRUST:trust", Map.of("id", trust.id())));
    }
    return auth;
  }

  private static Map<String, Object> credential(ApplicationCredential own) {
    Map<String, Object> credential = new LinkedHashMap<>();
    credential.put("secret", own.secret().reveal());
    put(credential, "id", own.id());
    put(credential, "name", own.name());
    if (own.user() != null) {
      credential.put("user", user(own.user()));
    }
    return credential;
  }

  private static Map<String, Object> user(Password login) {
    Map<String, Object> described = user(login.user());
    described.put("password", login.password().reveal());
    return described;
  }

  private static Map<String, Object> user(User user) {
    Map<String, Object> described = new LinkedHashMap<>();
    if (user.id() == null) {
      put(described, "name", user.name());
      described.put("domain", domain(user.domain()));
    } else {
      described.put("id", user.id());
    }
    return described;
  }

  private static Map<String, Object> project(ProjectScope project) {
    Map<String, Object> described = new LinkedHashMap<>();
    if (project.id() == null) {
      put(described, "name", project.name());
      described.put("domain", domain(project.domain()));
    } else {
      described.put("id", project.id());
    }
    return described;
  }

  private static Map<String, Object> domain(Domain domain) {
    Map<String, Object> described = new LinkedHashMap<>();
    put(
        described,
        domain.id() == null ? "name" : "id",
        domain.id() == null ? domain.name() : domain.id());
    return described;
  }

  private static void put(Map<String, Object> into, String name, @Nullable String value) {
    if (value != null) {
      into.put(name, value);
    }
  }
}
