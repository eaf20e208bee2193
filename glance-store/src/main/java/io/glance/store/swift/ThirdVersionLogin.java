package io.glance.store.swift;

import io.glance.common.config.Secret;
import io.glance.common.keystone.KeystoneException;
import io.glance.common.keystone.KeystoneSession;
import io.glance.store.StoreException;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** Keystone as it is today. */
final class ThirdVersionLogin implements SwiftLogin {
  private final KeystoneSession session;
  private final SwiftEndpoint endpoint;

  ThirdVersionLogin(KeystoneSession session, SwiftEndpoint endpoint) {
    this.session = session;
    this.endpoint = endpoint;
  }

  @Override
  public Access access() throws IOException {
    try {
      Secret token = session.token();
      Optional<String> storage =
          endpoint
              .override()
              .or(() ->
                  session
                      .endpoint(
                          endpoint.serviceType(),
                          endpoint.audience(),
                          endpoint.region().orElse(null))
                      .map(URI::toString));
      return new Access(storage.orElseThrow(endpoint::missing).replaceAll("/+$", ""), token);
    } catch (KeystoneException e) {
      throw new StoreException.Unavailable("Swift cannot be logged in to.", e);
    }
  }

  @Override
  public boolean renew(Access refused) {
    session.forget(refused.token());
    return true;
  }
}
