package io.glance.store.swift;

import io.glance.common.config.Secret;
import java.io.IOException;

/**
 * The token of a caller in his own account, and once Swift refuses it that of this service: an
 * upload may last longer than a token. Thread-safe.
 *
 * <p>The original has Keystone make a trust instead. Source: glance_store/_drivers/swift/store.py,
 * init_client.
 */
final class LastingLogin implements SwiftLogin {
  private final Access given;
  private final SwiftLogin service;
  private volatile boolean ended;

  LastingLogin(String storage, Secret token, SwiftLogin service) {
    this.given = new Access(storage, token);
    this.service = service;
  }

  @Override
  public Access access() throws IOException {
    return ended ? service.access() : given;
  }

  @Override
  public boolean renew(Access refused) {
    if (refused.equals(given)) {
      ended = true;
      return true;
    }
    return service.renew(refused);
  }
}
