package io.glance.common.keystone;

import io.glance.common.config.Secret;
import io.glance.common.keystone.KeystoneCredentials.FixedToken;
import io.glance.common.keystone.KeystoneTransport.Request;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This service as a user of the identity service: its token, which is made when it is first needed
 * and again before it ends, and the services that this user sees. Thread-safe.
 *
 * <p>Every method that may ask the identity service throws a {@link KeystoneException}, and returns
 * or throws within the time that the options allow.
 */
public final class KeystoneSession implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeystoneSession.class);

  /** Source: keystoneauth1/identity/base.py, MIN_TOKEN_LIFE_SECONDS. */
  private static final Duration SPARE = Duration.ofMinutes(2);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  private final KeystoneAccess access;
  private final KeystoneTransport transport;
  private final IdentityUrls urls;
  private final Clock clock;
  private final Duration spare;
  private final AtomicReference<@Nullable Own> own = new AtomicReference<>();
  private final JoinedCall<Own> login = new JoinedCall<>();

  /**
   * @param retries how often a request is sent again whose connection cannot be made
   */
  public KeystoneSession(KeystoneAccess access, int retries, Clock clock) {
    this(access, retries, SPARE, clock);
  }

  /**
   * @param spare how long a token that is used is good for at least, or half of its life if that is
   *     shorter
   */
  public KeystoneSession(KeystoneAccess access, int retries, Duration spare, Clock clock) {
    this(access, new KeystoneTransport(access.connection(), retries, FIRST_PAUSE), spare, clock);
  }

  KeystoneSession(KeystoneAccess access, KeystoneTransport transport, Clock clock) {
    this(access, transport, SPARE, clock);
  }

  private KeystoneSession(
      KeystoneAccess access, KeystoneTransport transport, Duration spare, Clock clock) {
    this.access = access;
    this.transport = transport;
    this.spare = spare;
    this.clock = clock;
    urls = new IdentityUrls(transport);
  }

  /**
   * @param renewal from when on it is not used if there can be another
   */
  private record Own(Secret token, Instant renewal, Instant expires, ServiceCatalog catalog) {}

  /**
   * A token that is good for the spare time at least, or half of its life if that is shorter,
   * unless the identity service takes it back or does not answer.
   */
  public Secret token() {
    return own().token();
  }

  /** Lets a token be renewed that somebody refused. */
  public void forget(Secret refused) {
    Own current = own.get();
    if (current != null && current.token().equals(refused)) {
      own.compareAndSet(current, null);
    }
  }

  /**
   * Where this service finds another one.
   *
   * @param type as {@code object-store}
   * @param audience {@code public}, {@code internal} or {@code admin}
   * @param region null: any
   */
  public Optional<URI> endpoint(String type, String audience, @Nullable String region) {
    return own().catalog().url(type, audience, region).map(URI::create);
  }

  /**
   * Where version 3 of the identity service is, without a slash at its end: where the catalogue
   * says, or else where the token came from.
   */
  public URI identity(String audience, @Nullable String region) {
    return urls.third(endpoint("identity", audience, region).orElse(access.url()));
  }

  /** Where a user logs in, as the operator wrote it. */
  public URI loginUrl() {
    return access.url();
  }

  /**
   * Asks with this service's own token, and with a new one if that is refused.
   *
   * @param headers beside that of the token
   */
  public KeystoneAnswer get(URI url, Map<String, String> headers) {
    Secret token = token();
    KeystoneAnswer answer = transport.send(Request.get(url, with(token, headers)));
    if (answer.status() != 401) {
      return answer;
    }
    forget(token);
    return transport.send(Request.get(url, with(token(), headers)));
  }

  private static Map<String, String> with(Secret token, Map<String, String> headers) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("X-Auth-Token", token.reveal());
    return all;
  }

  private Own own() {
    Own current = own.get();
    Instant now = clock.instant();
    if (current != null && now.isBefore(current.renewal())) {
      return current;
    }
    try {
      return login.join(this::logIn);
    } catch (KeystoneException e) {
      if (current == null || !now.isBefore(current.expires())) {
        throw e;
      }
      LOG.warn("our token cannot be renewed, it is good until {}", current.expires(), e);
      return current;
    }
  }

  private Own logIn() {
    Own current = own.get();
    if (current != null && clock.instant().isBefore(current.renewal())) {
      return current;
    }
    Own renewed =
        access.credentials() instanceof FixedToken fixed
            ? new Own(fixed.token(), Instant.MAX, Instant.MAX, ServiceCatalog.EMPTY)
            : askedFor();
    own.set(renewed);
    return renewed;
  }

  private Own askedFor() {
    URI url = URI.create(urls.third(access.url()) + "/auth/tokens");
    Secret body = LoginRequest.of(access.credentials());
    KeystoneAnswer answer = transport.send(new Request("POST", url, Map.of(), body));
    @Nullable String token = answer.subjectToken();
    if (answer.status() == 201 && token != null) {
      Token described = TokenDocument.read(answer.bytes());
      Instant expires = described.expires();
      return new Own(Secret.of(token), renewal(expires), expires, described.catalog());
    }
    if (answer.status() >= 500 || answer.status() == 429) {
      throw new KeystoneException.Unanswered(
          "the identity service answers a login with status " + answer.status());
    }
    throw new KeystoneException.LoginRefused(
        "the identity service at %s does not let this service in: status %d"
            .formatted(url, answer.status()));
  }

  private Instant renewal(Instant expires) {
    Duration half = Duration.between(clock.instant(), expires).dividedBy(2);
    return expires.minus(half.compareTo(spare) < 0 ? half : spare);
  }

  @Override
  public void close() {
    transport.close();
  }
}
