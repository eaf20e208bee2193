package io.glance.store.swift;

import java.io.IOException;

/** This service's own token in an account that is not its own. */
record ServiceLogin(SwiftLogin own, String storage) implements SwiftLogin {

  @Override
  public Access access() throws IOException {
    return new Access(storage, own.access().token());
  }

  @Override
  public boolean renew(Access refused) {
    return own.renew(refused);
  }
}
