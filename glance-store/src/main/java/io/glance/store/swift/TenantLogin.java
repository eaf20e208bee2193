package io.glance.store.swift;

import io.glance.common.config.Secret;

/** The token of a caller, which nobody can renew. */
record TenantLogin(Access given) implements SwiftLogin {

  static TenantLogin of(String storage, Secret token) {
    return new TenantLogin(new Access(storage, token));
  }

  @Override
  public Access access() {
    return given;
  }

  @Override
  public boolean renew(Access refused) {
    return false;
  }
}
