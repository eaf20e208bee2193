package io.glance.common.keystone;

import io.glance.common.config.OsloEnvironment;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

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
    KeystoneConnection connection = bind(options, section, KeystoneConnection.class);
    @Nullable String other =
        options
            .bind(
                OsloEnvironment.propertyName(section).append("auth-section"),
                Bindable.of(String.class))
            .orElse(null);
    KeystoneLogin login = bind(options, other == null ? section : other, KeystoneLogin.class);
    return new KeystoneAccess(login.url(), login.credentials(), connection);
  }

  private static <T> T bind(Binder options, String section, Class<T> type) {
    return options.bindOrCreate(
        OsloEnvironment.propertyName(section), Bindable.of(type), new Complete());
  }

  /** Lets an incomplete account look like any other wrong option. */
  private static final class Complete extends AbstractBindHandler {
    @Override
    public Object onCreate(
        ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
      return checked(result);
    }

    @Override
    public Object onSuccess(
        ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
      return checked(result);
    }

    private static Object checked(Object result) {
      if (result instanceof KeystoneLogin login) {
        login.credentials();
        login.url();
      }
      if (result instanceof KeystoneConnection connection) {
        connection.requireFiles();
      }
      return result;
    }
  }
}
