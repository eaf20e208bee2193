package io.glance.api.quota;

import io.glance.common.keystone.KeystoneAnswer;
import io.glance.common.keystone.KeystoneException;
import io.glance.common.keystone.KeystoneSession;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Asks version 3 of the identity service with this service's own token. Thread-safe. */
final class KeystoneQuestions implements AutoCloseable {
  private static final String IDENTITY = "identity";

  private final KeystoneSession session;
  private final UnifiedLimitProperties options;

  KeystoneQuestions(KeystoneSession session, UnifiedLimitProperties options) {
    this.session = session;
    this.options = options;
  }

  /**
   * What is in a collection, of which Keystone has one page only.
   *
   * @param collection as {@code limits}, which is also what the answer calls it
   * @throws KeystoneException if there is no such answer
   */
  List<JsonNode> list(String collection, Map<String, String> query) {
    String filter =
        query.entrySet().stream()
            .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
            .collect(Collectors.joining("&"));
    JsonNode found = required(collection + "?" + filter).path(collection);
    return StreamSupport.stream(found.spliterator(), false).toList();
  }

  /**
   * @return the answer; empty if there is no such thing
   * @throws KeystoneException if there is no answer, or one of another kind
   */
  Optional<JsonNode> find(String path) {
    KeystoneAnswer answer = session.get(URI.create(url() + "/" + path), Map.of());
    return switch (answer.status()) {
      case 200 -> Optional.of(answer.body(JsonNode.class));
      case 404 -> Optional.empty();
      default -> throw refused(path, answer.status());
    };
  }

  /**
   * @throws KeystoneException if there is no answer, or one of another kind
   */
  JsonNode required(String path) {
    return find(path).orElseThrow(() -> refused(path, 404));
  }

  private static KeystoneException refused(String path, int status) {
    return new KeystoneException.Unanswered(
        "the identity service answers %s with status %d".formatted(path, status));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private String url() {
    @Nullable String override = options.endpointOverride();
    if (override != null) {
      return override.replaceAll("/+$", "");
    }
    String audience =
        options.audiences().stream()
            .filter(one -> session.endpoint(IDENTITY, one, options.regionName()).isPresent())
            .findFirst()
            .orElse(options.audiences().getFirst());
    return session.identity(audience, options.regionName()).toString();
  }

  @Override
  public void close() {
    session.close();
  }
}
