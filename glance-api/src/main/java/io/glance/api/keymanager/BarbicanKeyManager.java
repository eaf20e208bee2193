package io.glance.api.keymanager;

import io.glance.api.keymanager.BarbicanTransport.Answer;
import io.glance.common.config.Secret;
import io.glance.common.context.RequestContext;
import io.glance.common.keystone.KeystoneSession;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Barbican, by version 1 of its API and with the caller's own token, beside which may go one of
 * this service.
 *
 * <p>Source: castellan/key_manager/barbican_key_manager.py, get and delete; barbicanclient/v1/
 * secrets.py. Those ask the identity service for a second token of the same caller first.
 */
final class BarbicanKeyManager implements KeyManager, AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Map<String, String> WANTS_JSON = Map.of("Accept", "application/json");

  /** Since this version a secret names its consumers; servers that do not know it ignore it. */
  private static final Map<String, String> WITH_CONSUMERS =
      Map.of("Accept", "application/json", "OpenStack-API-Version", "key-manager 1.1");

  private final BarbicanAddress address;
  private final BarbicanTransport transport;
  private final @Nullable KeystoneSession service;

  /**
   * @param service whose token goes with that of the caller, which may then be over; null: it goes
   *     alone. It is closed with this
   */
  BarbicanKeyManager(BarbicanProperties options, @Nullable KeystoneSession service) {
    address = new BarbicanAddress(options);
    transport = new BarbicanTransport(options.trust());
    this.service = service;
  }

  @Override
  public X509Certificate certificate(String reference, RequestContext caller)
      throws KeyManagerException {
    URI secret = secret(reference, caller);
    JsonNode description = json(ask("GET", secret, caller, WANTS_JSON));
    String type = text(description.path("secret_type"), "opaque");
    if (!type.equals("certificate")) {
      throw new KeyManagerException.NoCertificate(formatOf(type));
    }
    String contentType = text(description.path("content_types").path("default"), "");
    if (contentType.isEmpty()) {
      throw new KeyManagerException.Failed("the certificate has no content");
    }
    URI payload = URI.create(secret + "/payload");
    return parsed(ask("GET", payload, caller, Map.of("Accept", contentType)));
  }

  @Override
  public void deleteKey(String reference, RequestContext caller) throws KeyManagerException {
    URI secret = secret(reference, caller);
    JsonNode description = json(ask("GET", secret, caller, WITH_CONSUMERS));
    if (!description.path("consumers").isEmpty()) {
      throw new KeyManagerException.Failed("Secret cannot be deleted as it has consumers.");
    }
    ask("DELETE", secret, caller, WANTS_JSON);
  }

  private URI secret(String reference, RequestContext caller) throws KeyManagerException {
    if (reference.isEmpty()) {
      throw new KeyManagerException.Failed("key identifier not provided");
    }
    String id = SecretId.of(reference).toString();
    String url = address.of(caller) + "/secrets/" + id;
    try {
      return URI.create(url);
    } catch (IllegalArgumentException e) {
      throw new KeyManagerException.Failed("the key manager has no proper URL: " + url, e);
    }
  }

  private byte[] ask(String method, URI url, RequestContext caller, Map<String, String> headers)
      throws KeyManagerException {
    Secret token = caller.identity().token();
    if (token == null) {
      throw new KeyManagerException.Failed("the caller showed no token");
    }
    Answer answer = answer(method, url, token, headers);
    if (answer.status() / 100 == 2) {
      return answer.body();
    }
    String said = "%s %s answered %d".formatted(method, url, answer.status());
    throw answer.status() == 404
        ? new KeyManagerException.NotFound(said)
        : new KeyManagerException.Failed(said);
  }

  private Answer answer(String method, URI url, Secret token, Map<String, String> headers)
      throws KeyManagerException {
    try {
      return service == null
          ? transport.send(method, url, token, headers)
          : answer(method, url, token, headers, service);
    } catch (IOException | RuntimeException e) {
      throw new KeyManagerException.Failed("%s %s: %s".formatted(method, url, e), e);
    }
  }

  /** With a service token that is made anew if it may be what was refused. */
  private Answer answer(
      String method, URI url, Secret token, Map<String, String> headers, KeystoneSession sender)
      throws IOException {
    Secret own = sender.token();
    Answer answer = transport.send(method, url, token, with(own, headers));
    if (answer.status() != 401) {
      return answer;
    }
    sender.forget(own);
    return transport.send(method, url, token, with(sender.token(), headers));
  }

  private static Map<String, String> with(Secret own, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("X-Service-Token", own.reveal());
    return all;
  }

  private static JsonNode json(byte[] body) throws KeyManagerException {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      throw new KeyManagerException.Failed("the key manager answered no JSON", e);
    }
  }

  private static String text(JsonNode value, String otherwise) {
    return value.isString() ? value.stringValue() : otherwise;
  }

  /** In PEM only, as the original takes it: who verifies an image later reads it there too. */
  private static X509Certificate parsed(byte[] payload) throws KeyManagerException {
    if (!new String(payload, StandardCharsets.ISO_8859_1).contains("-----BEGIN CERTIFICATE-----")) {
      throw new KeyManagerException.Failed("the certificate is not in PEM");
    }
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(payload));
    } catch (CertificateException e) {
      throw new KeyManagerException.Failed("the certificate cannot be read: " + e.getMessage(), e);
    }
  }

  /** Source: castellan/common/objects, format. */
  private static String formatOf(String secretType) {
    return switch (secretType) {
      case "symmetric", "passphrase" -> "RAW";
      case "public" -> "SubjectPublicKeyInfo";
      case "private" -> "PKCS8";
      default -> "Opaque";
    };
  }

  @Override
  public void close() {
    transport.close();
    if (service != null) {
      service.close();
    }
  }
}
