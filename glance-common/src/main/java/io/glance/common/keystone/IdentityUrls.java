package io.glance.common.keystone;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds version 3 of the identity service below a URL that may name it or not. What was found once
 * is not looked for again. Thread-safe.
 *
 * <p>Source: keystoneauth1/identity/generic/base.py, BaseGenericPlugin._do_create_plugin.
 */
final class IdentityUrls {
  private static final String THIRD = "/v3";
  private static final String SECOND = "/v2.0";

  private final KeystoneTransport transport;
  private final Map<URI, URI> found = new ConcurrentHashMap<>();

  IdentityUrls(KeystoneTransport transport) {
    this.transport = transport;
  }

  /**
   * Without a slash at its end.
   *
   * @throws KeystoneException.Unanswered if the service does not answer
   */
  URI third(URI url) {
    URI known = found.get(url);
    if (known != null) {
      return known;
    }
    URI discovered = discover(url);
    found.put(url, discovered);
    return discovered;
  }

  private URI discover(URI url) {
    String text = url.toString().replaceAll("/+$", "");
    if (text.endsWith(THIRD)) {
      return URI.create(text);
    }
    if (text.endsWith(SECOND)) {
      return URI.create(text.substring(0, text.length() - SECOND.length()) + THIRD);
    }
    return listed(url).orElseGet(() -> URI.create(text + THIRD));
  }

  private Optional<URI> listed(URI url) {
    KeystoneAnswer answer = transport.send(KeystoneTransport.Request.get(url, Map.of()));
    if (answer.status() >= 500) {
      throw new KeystoneException.Unanswered(
          "the identity service at %s answers with status %d".formatted(url, answer.status()));
    }
    try {
      return answer.body(VersionDocument.class).third(url);
    } catch (KeystoneException.Unanswered | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
