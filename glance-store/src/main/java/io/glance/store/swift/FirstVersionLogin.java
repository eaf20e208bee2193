package io.glance.store.swift;

import io.glance.common.config.Secret;
import io.glance.store.StoreException;
import io.glance.store.swift.SwiftLogin.Access;
import io.glance.store.swift.SwiftTransport.Request;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Swift's own way to log in. Source: swiftclient/client.py, get_auth_1_0. */
final class FirstVersionLogin implements RenewedLogin.Source {
  private final SwiftTransport transport;
  private final String address;
  private final SwiftAccount.Credentials.Password account;
  private final Optional<String> override;
  private final Clock clock;

  /**
   * @param override URL of the account, whatever Swift says
   */
  FirstVersionLogin(
      SwiftTransport transport,
      String address,
      SwiftAccount.Credentials.Password account,
      Optional<String> override,
      Clock clock) {
    this.transport = transport;
    this.address = address;
    this.account = account;
    this.override = override;
    this.clock = clock;
  }

  @Override
  public RenewedLogin.Granted logIn() throws IOException {
    SwiftAnswer answer =
        transport.send(
            new Request(
                "GET",
                URI.create(address),
                Map.of("X-Auth-User", account.user(), "X-Auth-Key", account.key().reveal())));
    String token =
        answer.header("X-Auth-Token").or(() -> answer.header("X-Storage-Token")).orElse("");
    String storage = override.or(() -> answer.header("X-Storage-Url")).orElse("");
    if (!answer.isSuccess() || token.isEmpty() || storage.isEmpty()) {
      throw new StoreException.Unavailable(
          "Swift does not let this service in: status %d".formatted(answer.status()));
    }
    OptionalLong seconds = answer.number("X-Auth-Token-Expires");
    return new RenewedLogin.Granted(
        new Access(storage.replaceAll("/+$", ""), Secret.of(token)),
        seconds.isPresent() ? clock.instant().plusSeconds(seconds.getAsLong()) : Instant.MAX);
  }
}
