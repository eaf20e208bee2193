package io.glance.common.keystone;

import io.glance.common.config.Secret;
import org.jspecify.annotations.Nullable;

/** With what this service shows the identity service who it is. */
public sealed interface KeystoneCredentials {

  /** A password, in version 3 of the API. */
  record Password(User user, Secret password, Scope scope) implements KeystoneCredentials {}

  /** A token that is exchanged for one of another scope. */
  record GivenToken(Secret token, Scope scope) implements KeystoneCredentials {}

  /**
   * What a user has made for a program; its scope is part of it.
   *
   * @param id null: {@code name} and {@code user} say which
   */
  record ApplicationCredential(
      @Nullable String id, @Nullable String name, @Nullable User user, Secret secret)
      implements KeystoneCredentials {}

  /** A token that is used as it is and never renewed. */
  record FixedToken(Secret token) implements KeystoneCredentials {}

  /**
   * @param id null: {@code name} within {@code domain}
   */
  record User(@Nullable String id, @Nullable String name, Domain domain) {}

  /**
   * @param id null: the one of this {@code name}
   */
  record Domain(@Nullable String id, @Nullable String name) {
    /** The one in which the users of version 2 of the API live. */
    static final Domain DEFAULT = new Domain("default", null);
  }

  /** For what a token is good. */
  sealed interface Scope {}

  /** Nothing but to be exchanged. */
  record Unscoped() implements Scope {}

  /**
   * @param id null: {@code name} within {@code domain}
   */
  record ProjectScope(@Nullable String id, @Nullable String name, Domain domain) implements Scope {}

  record DomainScope(Domain domain) implements Scope {}

  /** The whole cloud. */
  record SystemScope() implements Scope {}

  /** What another user has delegated. */
  record TrustScope(String id) implements Scope {}
}
