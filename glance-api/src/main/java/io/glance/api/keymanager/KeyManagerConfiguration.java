package io.glance.api.keymanager;

import io.glance.common.keystone.KeystoneAccess;
import io.glance.common.keystone.KeystoneSession;
import java.time.Clock;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The key manager that the operator chose. */
@Configuration(proxyBeanMethods = false)
class KeyManagerConfiguration {
  private static final String SERVICE_USER = "barbican_service_user";
  private static final int ATTEMPTS_AGAIN = 1;

  /**
   * @param chosen refuses all but Barbican
   */
  @Bean
  BarbicanKeyManager keyManager(
      KeyManagerProperties chosen, BarbicanProperties options, Environment environment) {
    return new BarbicanKeyManager(
        options, options.sendServiceUserToken() ? service(Binder.get(environment)) : null);
  }

  private static KeystoneSession service(Binder options) {
    return new KeystoneSession(
        KeystoneAccess.of(options, SERVICE_USER), ATTEMPTS_AGAIN, Clock.systemUTC());
  }
}
