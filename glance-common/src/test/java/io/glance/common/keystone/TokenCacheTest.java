package io.glance.common.keystone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TokenCacheTest {
  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final Secret GOOD = Secret.of("good");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final Authority authority = new Authority();

  @Test
  void aKnownTokenIsNotAskedForAgain() {
    TokenCache cache = cache(Duration.ofMinutes(5));
    authority.knows("good", START.plusSeconds(3600));
    cache.validate(GOOD, false);

    Optional<Token> token = cache.validate(GOOD, false);

    assertThat(token).isPresent();
    assertThat(authority.asked).hasValue(1);
  }

  @Test
  void aTokenTakenBackIsBelievedNoLongerThanTheOptionSays() {
    TokenCache cache = cache(Duration.ofMinutes(5));
    authority.knows("good", START.plusSeconds(3600));
    cache.validate(GOOD, false);
    authority.tokens.clear();

    now.set(START.plusSeconds(299));
    assertThat(cache.validate(GOOD, false)).isPresent();
    now.set(START.plusSeconds(301));

    assertThat(cache.validate(GOOD, false)).isEmpty();
  }

  @Test
  void aTokenThatEndsIsNotBelievedAnyMore() {
    TokenCache cache = cache(Duration.ofMinutes(5));
    authority.knows("good", START.plusSeconds(10));
    cache.validate(GOOD, false);

    now.set(START.plusSeconds(10));

    assertThat(cache.validate(GOOD, false)).isEmpty();
  }

  @Test
  void whetherATokenMayBeOverIsAQuestionOfItsOwn() {
    TokenCache cache = cache(Duration.ofMinutes(5));
    authority.knows("good", START.minusSeconds(10));

    assertThat(cache.validate(GOOD, true)).isPresent();
    assertThat(cache.validate(GOOD, false)).isEmpty();
    assertThat(cache.validate(GOOD, true)).isPresent();
  }

  @Test
  void aRefusalIsRememberedForSeconds() {
    TokenCache cache = cache(Duration.ofMinutes(5));
    cache.validate(GOOD, false);
    cache.validate(GOOD, false);
    assertThat(authority.asked).hasValue(1);
    authority.knows("good", START.plusSeconds(3600));

    now.set(START.plusSeconds(6));

    assertThat(cache.validate(GOOD, false)).isPresent();
  }

  @Test
  void nothingIsRememberedWhenThatIsTurnedOff() {
    TokenCache cache = cache(Duration.ofSeconds(-1));
    authority.knows("good", START.plusSeconds(3600));
    cache.validate(GOOD, false);
    now.set(START.plusNanos(1));

    cache.validate(GOOD, false);

    assertThat(authority.asked).hasValue(2);
  }

  @Test
  void aFailureIsNotRemembered() {
    TokenCache cache = cache(Duration.ofMinutes(5));
    authority.knows("good", START.plusSeconds(3600));
    authority.failure = new KeystoneException.Unanswered("gone");
    assertThatThrownBy(() -> cache.validate(GOOD, false))
        .isInstanceOf(KeystoneException.Unanswered.class);

    authority.failure = null;

    assertThat(cache.validate(GOOD, false)).isPresent();
  }

  @Test
  void manyWhoShowOneTokenAtOnceAskOnce() throws Exception {
    TokenCache cache = cache(Duration.ofMinutes(5));
    authority.knows("good", START.plusSeconds(3600));
    authority.gate = new CountDownLatch(1);
    List<Future<Optional<Token>>> answers = new ArrayList<>();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        answers.add(threads.submit(() -> cache.validate(GOOD, false)));
      }
      authority.gate.countDown();
    }

    for (Future<Optional<Token>> answer : answers) {
      assertThat(answer.get()).isPresent();
    }
    assertThat(authority.asked).hasValue(1);
  }

  @Test
  void noTokenIsKept() {
    TokenDigest digest = TokenDigest.of(GOOD, false);

    assertThat(digest.toString()).doesNotContain("good");
    assertThat(digest).isEqualTo(TokenDigest.of(Secret.of("good"), false));
    assertThat(digest).isNotEqualTo(TokenDigest.of(Secret.of("Good"), false));
  }

  private TokenCache cache(Duration time) {
    InstantSource source = now::get;
    return new TokenCache(
        authority,
        time,
        source.withZone(ZoneOffset.UTC),
        () -> Duration.between(START, now.get()).toNanos());
  }

  /** Knows tokens, counts questions, and can be told to fail or to wait. */
  private static final class Authority implements TokenValidator {
    private final Map<String, Instant> tokens = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile @Nullable RuntimeException failure;
    private volatile @Nullable CountDownLatch gate;

    void knows(String token, Instant expires) {
      tokens.put(token, expires);
    }

    @Override
    public Optional<Token> validate(Secret token, boolean allowExpired) {
      asked.incrementAndGet();
      CountDownLatch closed = gate;
      if (closed != null) {
        try {
          closed.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      RuntimeException failing = failure;
      if (failing != null) {
        throw failing;
      }
      return Optional.ofNullable(tokens.get(token.reveal()))
          .map(expires ->
              new Token(
                  "u",
                  null,
                  "p",
                  null,
                  null,
                  null,
                  true,
                  Set.of(),
                  expires,
                  null,
                  ServiceCatalog.EMPTY));
    }
  }
}
