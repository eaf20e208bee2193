package io.glance.store.swift;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.glance.common.config.Secret;
import io.glance.common.json.GlanceJson;
import io.glance.store.StoreException;
import io.glance.store.swift.SwiftLogin.Access;
import io.glance.store.swift.SwiftTransport.Request;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Keystone's second version. Source: swiftclient/client.py, get_auth_keystone. */
final class SecondVersionLogin implements RenewedLogin.Source {
  private final SwiftTransport transport;
  private final String address;
  private final SwiftAccount.Credentials.Password account;
  private final SwiftEndpoint endpoint;

  SecondVersionLogin(
      SwiftTransport transport,
      String address,
      SwiftAccount.Credentials.Password account,
      SwiftEndpoint endpoint) {
    this.transport = transport;
    this.address = address;
    this.account = account;
    this.endpoint = endpoint;
  }

  private record Document(Granted access) {}

  private record Granted(Token token, @Nullable List<Service> serviceCatalog) {}

  private record Token(String id, @Nullable String expires) {}

  private record Service(String type, @Nullable List<Map<String, Object>> endpoints) {}

  private record Login(Auth auth) {}

  private record Auth(Proof passwordCredentials, String tenantName) {}

  private record Proof(String username, @JsonProperty("password") String text) {}

  @Override
  public RenewedLogin.Granted logIn() throws IOException {
    Login login =
        new Login(new Auth(new Proof(account.name(), account.key().reveal()), account.project()));
    SwiftAnswer answer =
        transport.send(
            new Request(
                "POST",
                URI.create(address + "/tokens"),
                Map.of("Content-Type", "application/json", "Accept", "application/json"),
                GlanceJson.internal().writeValueAsString(login)));
    if (!answer.isSuccess()) {
      throw new StoreException.Unavailable(
          "the identity service does not let this service in: status %d"
              .formatted(answer.status()));
    }
    try {
      Granted granted = GlanceJson.internal().readValue(answer.body(), Document.class).access();
      String storage =
          endpoint.override().or(() -> catalogued(granted)).orElseThrow(endpoint::missing);
      String end = granted.token().expires();
      return new RenewedLogin.Granted(
          new Access(storage.replaceAll("/+$", ""), Secret.of(granted.token().id())),
          end == null ? Instant.MAX : Instant.parse(end));
    } catch (JacksonException | DateTimeException | NullPointerException e) {
      throw new StoreException.Unavailable(
          "the identity service's answer to a login cannot be read");
    }
  }

  private Optional<String> catalogued(Granted granted) {
    return Optional.ofNullable(granted.serviceCatalog()).stream()
        .flatMap(List::stream)
        .filter(service -> service.type().equals(endpoint.serviceType()))
        .flatMap(service -> Optional.ofNullable(service.endpoints()).stream().flatMap(List::stream))
        .filter(
            one -> endpoint.region().isEmpty() || endpoint.region().get().equals(one.get("region")))
        .flatMap(one -> Optional.ofNullable(one.get(endpoint.audience() + "URL")).stream())
        .map(String.class::cast)
        .findFirst();
  }
}
