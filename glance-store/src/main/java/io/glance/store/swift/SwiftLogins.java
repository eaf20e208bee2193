package io.glance.store.swift;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.glance.common.keystone.KeystoneAccess;
import io.glance.common.keystone.KeystoneConnection;
import io.glance.common.keystone.KeystoneCredentials;
import io.glance.common.keystone.KeystoneCredentials.ApplicationCredential;
import io.glance.common.keystone.KeystoneCredentials.Password;
import io.glance.common.keystone.KeystoneCredentials.ProjectScope;
import io.glance.common.keystone.KeystoneCredentials.User;
import io.glance.common.keystone.KeystoneSession;
import io.glance.store.StoreException;
import io.glance.store.swift.SwiftAccount.Credentials;
import io.glance.store.swift.SwiftAccount.Version;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;

/** Logins that are in use, each with its token. Thread-safe. */
final class SwiftLogins {
  /** The operator's, and those that stand in the locations of old images. */
  private static final int MOST = 64;

  private static final int RETRIES = 2;

  private final SwiftTransport transport;
  private final KeystoneConnection connection;
  private final SwiftEndpoint endpoint;
  private final Duration spare;
  private final Clock clock;
  private final Cache<SwiftAccount, SwiftLogin> logins =
      Caffeine.newBuilder().maximumSize(MOST).build();

  SwiftLogins(
      SwiftTransport transport,
      KeystoneConnection connection,
      SwiftEndpoint endpoint,
      Duration spare,
      Clock clock) {
    this.transport = transport;
    this.connection = connection;
    this.endpoint = endpoint;
    this.spare = spare;
    this.clock = clock;
  }

  /**
   * @throws StoreException.BadLocation if the account is none that one can log in to
   */
  SwiftLogin of(SwiftAccount account) throws StoreException {
    SwiftLogin known = logins.getIfPresent(account);
    if (known != null) {
      return known;
    }
    SwiftLogin made = make(account);
    SwiftLogin other = logins.asMap().putIfAbsent(account, made);
    return other == null ? made : other;
  }

  private SwiftLogin make(SwiftAccount account) throws StoreException {
    URI address = address(account);
    if (account.version() == Version.THIRD) {
      KeystoneAccess access = new KeystoneAccess(address, credentials(account), connection);
      return new ThirdVersionLogin(new KeystoneSession(access, RETRIES, spare, clock), endpoint);
    }
    if (!(account.credentials() instanceof Credentials.Password password)) {
      throw new StoreException.BadLocation("an application credential needs auth version 3");
    }
    return new RenewedLogin(
        account.version() == Version.FIRST
            ? new FirstVersionLogin(
                transport, account.address(), password, endpoint.override(), clock)
            : new SecondVersionLogin(transport, account.address(), password, endpoint),
        spare,
        clock);
  }

  private static KeystoneCredentials credentials(SwiftAccount account) throws StoreException {
    return switch (account.credentials()) {
      case Credentials.Application own ->
          new ApplicationCredential(own.id().reveal(), null, null, own.secret());
      case Credentials.Password password -> {
        if (password.project().isEmpty() || password.name().contains(":")) {
          throw new StoreException.BadLocation("Badly formed tenant:user in Swift URI");
        }
        yield new Password(
            new User(null, password.name(), password.domains().user()),
            password.key(),
            new ProjectScope(null, password.project(), password.domains().project()));
      }
    };
  }

  private static URI address(SwiftAccount account) throws StoreException {
    try {
      URI address = URI.create(account.address());
      if (address.getHost() != null) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      throw new StoreException.BadLocation("Badly formed Swift URI.");
    }
    throw new StoreException.BadLocation("Badly formed Swift URI.");
  }
}
