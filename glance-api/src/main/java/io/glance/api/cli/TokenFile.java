package io.glance.api.cli;

import io.glance.common.context.Identity;
import io.glance.common.context.RequestContext;
import io.glance.common.keystone.ServiceCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads who calls from what Keystone says of a token: {@code {"token": {…}}} in JSON. */
final class TokenFile {
  private static final String REQUEST_ID = "req-glance-policy";

  private TokenFile() {}

  /**
   * The caller whose token it is; whether he is an administrator is not decided here.
   *
   * @throws CommandFailure if the file cannot be read, or holds no token
   */
  static RequestContext read(Path file) {
    JsonNode token = content(file).path("token");
    if (!token.isObject()) {
      throw new CommandFailure(file + ": must be what Keystone answers, {\"token\": {...}}");
    }
    JsonNode user = token.path("user");
    JsonNode project = token.path("project");
    return new RequestContext(
        text(user.path("id")),
        text(project.path("id")),
        roles(token),
        false,
        REQUEST_ID,
        new Identity(
            text(user.path("domain").path("id")),
            text(project.path("domain").path("id")),
            text(token.path("domain").path("id")),
            token.path("system").path("all").asBoolean(false) ? "all" : null,
            token.path("is_admin_project").asBoolean(true),
            false,
            null,
            null,
            ServiceCatalog.EMPTY));
  }

  private static Set<String> roles(JsonNode token) {
    Set<String> roles = new HashSet<>();
    token
        .path("roles")
        .forEach(role -> {
          @Nullable String name = text(role.path("name"));
          if (name != null) {
            roles.add(name.toLowerCase(Locale.ROOT));
          }
        });
    return roles;
  }

  static JsonNode content(Path file) {
    try {
      return new JsonMapper().readTree(Files.readString(file));
    } catch (IOException e) {
      throw new CommandFailure(file + ": cannot be read: " + e);
    } catch (JacksonException e) {
      throw new CommandFailure(file + ": is no JSON: " + e.getOriginalMessage());
    }
  }

  private static @Nullable String text(JsonNode value) {
    return value.isString() ? value.stringValue() : null;
  }
}
