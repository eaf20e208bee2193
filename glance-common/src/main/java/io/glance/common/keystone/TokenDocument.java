package io.glance.common.keystone;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.glance.common.json.GlanceJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** The JSON in which the identity service describes a token, version 3 of its API. */
record TokenDocument(@Nullable Body token) {

  record Body(
      @Nullable Named user,
      @Nullable Named project,
      @Nullable Named domain,
      @Nullable Whole system,
      @JsonProperty("is_admin_project") @Nullable Boolean adminProject,
      @Nullable List<Role> roles,
      @JsonProperty("expires_at") @Nullable String expires,
      @JsonProperty("application_credential") @Nullable Credential credential,
      @Nullable List<Service> catalog) {}

  record Named(String id, @Nullable Named domain) {}

  record Whole(boolean all) {}

  record Role(String name) {}

  record Credential(@JsonProperty("access_rules") @Nullable List<AccessRule> accessRules) {}

  record Service(String type, @Nullable String name, @Nullable List<Endpoint> endpoints) {}

  record Endpoint(
      @Nullable String id,
      @JsonProperty("interface") String audience,
      @Nullable String region,
      String url) {}

  /**
   * @throws KeystoneException.Unanswered if this is no such document
   */
  static Token read(byte[] json) {
    try {
      Body body = GlanceJson.internal().readValue(json, TokenDocument.class).token();
      if (body == null || body.user() == null || body.expires() == null) {
        throw new KeystoneException.Unanswered("it describes a token without saying whose it is");
      }
      return token(body, body.user(), Instant.parse(body.expires()));
    } catch (JacksonException | DateTimeException e) {
      throw new KeystoneException.Unanswered("its description of a token cannot be read", e);
    }
  }

  private static Token token(Body body, Named user, Instant expires) {
    Named project = body.project();
    return new Token(
        user.id(),
        idOf(user.domain()),
        idOf(project),
        project == null ? null : idOf(project.domain()),
        idOf(body.domain()),
        body.system() != null && body.system().all() ? "all" : null,
        body.adminProject() == null || body.adminProject(),
        roles(body),
        expires,
        body.credential() == null ? null : body.credential().accessRules(),
        catalog(body.catalog()));
  }

  private static @Nullable String idOf(@Nullable Named named) {
    return named == null ? null : named.id();
  }

  private static Set<String> roles(Body body) {
    return body.roles() == null
        ? Set.of()
        : body.roles().stream().map(Role::name).collect(Collectors.toSet());
  }

  private static ServiceCatalog catalog(@Nullable List<Service> services) {
    return services == null
        ? ServiceCatalog.EMPTY
        : new ServiceCatalog(services.stream().map(TokenDocument::service).toList());
  }

  private static ServiceCatalog.Service service(Service service) {
    List<Endpoint> endpoints = service.endpoints() == null ? List.of() : service.endpoints();
    return new ServiceCatalog.Service(
        service.type(), service.name(), endpoints.stream().map(TokenDocument::endpoint).toList());
  }

  private static ServiceCatalog.Endpoint endpoint(Endpoint endpoint) {
    return new ServiceCatalog.Endpoint(
        endpoint.id(),
        endpoint.audience().toLowerCase(Locale.ROOT),
        endpoint.region(),
        endpoint.url());
  }
}
