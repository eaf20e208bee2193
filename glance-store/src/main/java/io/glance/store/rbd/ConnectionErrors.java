package io.glance.store.rbd;

import io.glance.store.StoreException;
import java.io.IOException;

/**
 * Why a store's cluster or pool cannot be had: in words for its operator as the cause, which is
 * logged, and without them for everybody else.
 */
final class ConnectionErrors {

  private ConnectionErrors() {}

  static StoreException.Unavailable ofConnecting(CephError error, RbdStoreProperties options) {
    String user = "client." + (options.user() == null ? "admin" : options.user());
    String reason;
    if (error.is(CephError.TIMED_OUT)) {
      reason = "its monitors do not answer";
    } else if (error.isRefusal()) {
      reason = "it refuses %s, look at the key in its keyring".formatted(user);
    } else if (error.is(CephError.NOT_FOUND) && options.configuration() == null) {
      reason = "there is no ceph.conf, or no keyring of %s".formatted(user);
    } else if (error.is(CephError.NOT_FOUND)) {
      reason = "there is no keyring of %s where ceph.conf says".formatted(user);
    } else {
      reason = "ceph.conf or the keyring of %s is not right".formatted(user);
    }
    return unavailable("No connection to the Ceph cluster: " + reason, error);
  }

  static StoreException.Unavailable ofMissingPool(CephError error, String pool) {
    return unavailable("There is no Ceph pool %s".formatted(pool), error);
  }

  private static StoreException.Unavailable unavailable(String detail, CephError error) {
    return new StoreException.Unavailable(
        "The Ceph cluster cannot be used now.", new IOException(detail, error));
  }
}
