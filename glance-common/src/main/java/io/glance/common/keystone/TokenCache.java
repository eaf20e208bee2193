package io.glance.common.keystone;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Interner;
import com.github.benmanes.caffeine.cache.Ticker;
import io.glance.common.config.Secret;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Remembers what tokens stand for, in this process, by their digests; the tokens themselves are not
 * kept. A token that is validated at the same time by several is validated once. Thread-safe; a
 * token that is known is found without a lock.
 *
 * <p>A token that was taken back is believed as long as it is remembered. One that is no good is
 * remembered too, for a few seconds. Failures are not.
 */
public final class TokenCache implements TokenValidator {
  private static final int MOST_TOKENS = 20_000;
  private static final Duration REFUSED = Duration.ofSeconds(5);

  private final TokenValidator validator;
  private final Clock clock;
  private final AsyncCache<TokenDigest, Optional<Token>> known;
  private final Interner<ServiceCatalog> catalogs = Interner.newWeakInterner();

  /**
   * @param time how long a token is remembered at most; zero or less: not at all
   */
  public TokenCache(TokenValidator validator, Duration time, Clock clock) {
    this(validator, time, clock, Ticker.systemTicker());
  }

  TokenCache(TokenValidator validator, Duration time, Clock clock, Ticker ticker) {
    this.validator = validator;
    this.clock = clock;
    known =
        Caffeine.newBuilder()
            .maximumSize(MOST_TOKENS)
            .ticker(ticker)
            .expireAfter(
                Expiry.<TokenDigest, Optional<Token>>creating((_, token) -> lifetime(token, time)))
            .buildAsync();
  }

  @Override
  public Optional<Token> validate(Secret token, boolean allowExpired) {
    TokenDigest digest = TokenDigest.of(token, allowExpired);
    CompletableFuture<Optional<Token>> found = known.getIfPresent(digest);
    if (found == null) {
      CompletableFuture<Optional<Token>> mine = new CompletableFuture<>();
      found = known.asMap().putIfAbsent(digest, mine);
      if (found == null) {
        return believed(JoinedCall.complete(mine, () -> ask(token, allowExpired)), allowExpired);
      }
    }
    return believed(JoinedCall.await(found), allowExpired);
  }

  private Optional<Token> believed(Optional<Token> token, boolean allowExpired) {
    return allowExpired || token.isEmpty() || !token.get().isOverAt(clock.instant())
        ? token
        : Optional.empty();
  }

  private Optional<Token> ask(Secret token, boolean allowExpired) {
    return validator
        .validate(token, allowExpired)
        .map(described -> described.with(catalogs.intern(described.catalog())));
  }

  private static Duration lifetime(Optional<Token> token, Duration most) {
    if (most.isNegative() || most.isZero()) {
      return Duration.ZERO;
    }
    return token.isPresent() || most.compareTo(REFUSED) < 0 ? most : REFUSED;
  }
}
