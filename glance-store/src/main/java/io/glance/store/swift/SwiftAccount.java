package io.glance.store.swift;

import io.glance.common.config.Secret;
import io.glance.common.keystone.KeystoneCredentials.Domain;
import org.jspecify.annotations.Nullable;

/**
 * An account that this service logs in to.
 *
 * @param address where, with {@code http://} or {@code https://} and without a slash at its end
 */
record SwiftAccount(String address, Version version, Credentials credentials) {

  /** Of the protocol in which one logs in. */
  enum Version {
    /** Swift's own, as tempauth and RadosGW speak it. */
    FIRST,
    /** Keystone's that is no more. */
    SECOND,
    THIRD;

    /**
     * @throws IllegalArgumentException if it is none
     */
    static Version of(String text) {
      return switch (text.strip()) {
        case "1", "1.0" -> FIRST;
        case "2", "2.0" -> SECOND;
        case "3", "3.0" -> THIRD;
        default ->
            throw new IllegalArgumentException(
                "swift_store_auth_version is %s, must be 1, 2 or 3".formatted(text));
      };
    }
  }

  sealed interface Credentials {

    /**
     * @param user {@code project:user}; in the first version whatever the server wants
     */
    record Password(String user, Secret key, Domains domains) implements Credentials {

      /** The project's name, empty if the user's has none. */
      String project() {
        return user.substring(0, Math.max(0, user.indexOf(':')));
      }

      String name() {
        return user.substring(user.indexOf(':') + 1);
      }
    }

    record Application(Secret id, Secret secret) implements Credentials {}
  }

  /** Where the third version looks for names. */
  record Domains(Domain user, Domain project) {
    static final Domains DEFAULT =
        new Domains(new Domain("default", null), new Domain("default", null));
  }

  /** Null without a password. */
  @Nullable String user() {
    return credentials instanceof Credentials.Password password ? password.user() : null;
  }

  @Override
  public String toString() {
    return "account at " + address;
  }
}
