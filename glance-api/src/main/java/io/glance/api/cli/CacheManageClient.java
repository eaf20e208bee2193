package io.glance.api.cli;

import io.glance.common.config.Secret;
import io.glance.common.keystone.KeystoneAccess;
import io.glance.common.keystone.KeystoneConnection;
import io.glance.common.keystone.KeystoneCredentials.Domain;
import io.glance.common.keystone.KeystoneCredentials.Password;
import io.glance.common.keystone.KeystoneCredentials.ProjectScope;
import io.glance.common.keystone.KeystoneCredentials.User;
import io.glance.common.keystone.KeystoneSession;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The old resources of a node's cache, asked over HTTP.
 *
 * <p>Source: glance/image_cache/client.py, CacheClient.
 */
final class CacheManageClient {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final URI endpoint;
  private final @Nullable String token;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  /**
   * @throws io.glance.common.keystone.KeystoneException if the identity service does not let the
   *     user in
   */
  CacheManageClient(CacheManageArguments arguments) {
    endpoint = URI.create("http://%s:%d".formatted(arguments.host(), arguments.port()));
    token = token(arguments).orElse(null);
  }

  /** The node has no such resources. */
  static final class NotThere extends IOException {
    private static final long serialVersionUID = 1;

    NotThere() {
      super("not found");
    }
  }

  /** The user may not do that. */
  static final class NotAllowed extends IOException {
    private static final long serialVersionUID = 1;

    NotAllowed() {
      super("forbidden");
    }
  }

  private static Optional<String> token(CacheManageArguments arguments) {
    Optional<String> given = arguments.option("os-auth-token");
    boolean isKnown = arguments.option("os-auth-url").isPresent();
    if (given.isPresent() || (!isKnown && !wantsKeystone(arguments))) {
      return given;
    }
    Domain fallback = new Domain(arguments.option("os-domain-id").orElse("default"), null);
    User user =
        new User(
            null,
            required(arguments, "os-username"),
            domain(arguments, "os-user-domain-id", fallback));
    ProjectScope project =
        new ProjectScope(
            arguments.option("os-project-id").orElse(null),
            arguments.option("os-project-name").orElse(null),
            domain(arguments, "os-project-domain-id", fallback));
    KeystoneAccess access =
        new KeystoneAccess(
            URI.create(required(arguments, "os-auth-url")),
            new Password(user, Secret.of(required(arguments, "os-password")), project),
            new KeystoneConnection(null, null, null, arguments.has("insecure"), null));
    try (KeystoneSession session = new KeystoneSession(access, 1, Clock.systemUTC())) {
      return Optional.of(session.token().reveal());
    }
  }

  private static boolean wantsKeystone(CacheManageArguments arguments) {
    return arguments.option("os-auth-strategy").filter("keystone"::equals).isPresent();
  }

  private static Domain domain(CacheManageArguments arguments, String option, Domain fallback) {
    return arguments.option(option).map(id -> new Domain(id, null)).orElse(fallback);
  }

  private static String required(CacheManageArguments arguments, String option) {
    return arguments
        .option(option)
        .orElseThrow(() -> new CommandFailure("Missing required credential: --" + option));
  }

  /**
   * @param path below {@code /v2/}
   * @throws NotThere if there is no such resource
   * @throws NotAllowed if the user may not do that
   * @throws IOException if there is another answer than a good one, or none
   */
  JsonNode send(String method, String path) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint.resolve("/v2/" + path))
            .timeout(PATIENCE)
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (token != null) {
      request.header("X-Auth-Token", token);
    }
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      return switch (answer.statusCode()) {
        case 200 -> JSON.readTree(answer.body());
        case 401 -> throw new IOException("The user is not known: " + answer.body());
        case 403 -> throw new NotAllowed();
        case 404 -> throw new NotThere();
        default -> throw new IOException(answer.statusCode() + " " + answer.body());
      };
    } catch (ConnectException e) {
      throw new IOException("Unable to connect to %s".formatted(endpoint), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
