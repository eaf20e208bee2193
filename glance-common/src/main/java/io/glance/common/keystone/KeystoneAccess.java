package io.glance.common.keystone;

import io.glance.common.config.BindCheck;
import io.glance.common.config.OsloEnvironment;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * Where the identity service is, how it is reached, and who we are to it.
 *
 * @param url with or without a version
 */
public record KeystoneAccess(
    URI url, KeystoneCredentials credentials, KeystoneConnection connection) {

  /**
   * Reads the options of a section, as {@code keystone_authtoken}; the account is in another one if
   * its {@code auth_section} says so.
   *
   * @throws org.springframework.boot.context.properties.bind.BindException if they are wrong or do
   *     not say enough
   */
  public static KeystoneAccess of(Binder options, String section) {
    KeystoneConnection connection =
        bind(
            options,
            section,
            new BindCheck<>(KeystoneConnection.class, KeystoneConnection::requireFiles));
    @Nullable String other =
        options
            .bind(
                OsloEnvironment.propertyName(section).append("auth-section"),
                Bindable.of(String.class))
            .orElse(null);
    KeystoneLogin login =
        bind(
            options,
            other == null ? section : other,
            new BindCheck<>(KeystoneLogin.class, KeystoneAccess::requireComplete));
    return new KeystoneAccess(login.url(), login.credentials(), connection);
  }

  private static <T> T bind(Binder options, String section, BindCheck<T> check) {
    return options.bindOrCreate(
        OsloEnvironment.propertyName(section), Bindable.of(check.type()), check);
  }

  private static void requireComplete(KeystoneLogin login) {
    login.credentials();
    login.url();
  }
}
