package io.glance.store.swift;

import io.glance.common.config.Secret;
import java.io.IOException;

/** A way to come by a token, and to know where the account is. Thread-safe. */
interface SwiftLogin {

  /**
   * @param storage URL of the account, without a slash at its end
   */
  record Access(String storage, Secret token) {}

  /**
   * Good for as long as the operator wants it to be at least, unless Swift thinks otherwise.
   *
   * @throws io.glance.store.StoreException.Unavailable if there is no token to be had
   */
  Access access() throws IOException;

  /**
   * Lets the token be renewed that Swift refused, in whichever account.
   *
   * @return false if there can be no other
   */
  boolean renew(Access refused);
}
