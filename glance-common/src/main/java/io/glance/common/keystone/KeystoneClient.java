package io.glance.common.keystone;

import io.glance.common.config.Secret;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the identity service about each token, every time. Thread-safe.
 *
 * <p>Source: keystonemiddleware/auth_token/_identity.py.
 */
public final class KeystoneClient implements TokenValidator {
  private static final Logger LOG = LoggerFactory.getLogger(KeystoneClient.class);
  private static final int LONGEST = 16 << 10;

  private final KeystoneSession session;
  private final Questions questions;
  private final Clock clock;

  public KeystoneClient(KeystoneSession session, Questions questions, Clock clock) {
    this.session = session;
    this.questions = questions;
    this.clock = clock;
  }

  /**
   * What is asked, and where.
   *
   * @param audience which endpoint of the identity service is asked
   * @param region null: any
   * @param catalog whether the token's catalogue is wanted
   */
  public record Questions(String audience, @Nullable String region, boolean catalog) {}

  @Override
  public Optional<Token> validate(Secret token, boolean allowExpired) {
    if (!isSendable(token.reveal())) {
      return Optional.empty();
    }
    KeystoneAnswer answer =
        session.get(
            url(allowExpired),
            Map.of("X-Subject-Token", token.reveal(), "OpenStack-Identity-Access-Rules", "1"));
    if (answer.status() == 200) {
      return Optional.of(TokenDocument.read(answer.bytes()))
          .filter(described -> allowExpired || !described.isOverAt(clock.instant()));
    }
    if (answer.status() == 404) {
      return Optional.empty();
    }
    LOG.error("the identity service answers a validation with status {}", answer.status());
    throw new KeystoneException.Unanswered(
        "the identity service answers a validation with status " + answer.status());
  }

  private URI url(boolean allowExpired) {
    List<String> wishes = new ArrayList<>();
    if (!questions.catalog()) {
      wishes.add("nocatalog");
    }
    if (allowExpired) {
      wishes.add("allow_expired=1");
    }
    String query = wishes.isEmpty() ? "" : "?" + String.join("&", wishes);
    return URI.create(
        session.identity(questions.audience(), questions.region()) + "/auth/tokens" + query);
  }

  /** What no header can carry is no token either. */
  private static boolean isSendable(String token) {
    return !token.isEmpty()
        && token.length() <= LONGEST
        && token.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }
}
