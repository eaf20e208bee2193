package io.glance.api.keymanager;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The key manager that the operator chose. */
@Configuration(proxyBeanMethods = false)
class KeyManagerConfiguration {

  /**
   * @param chosen refuses all but Barbican
   */
  @Bean
  BarbicanKeyManager keyManager(KeyManagerProperties chosen, BarbicanProperties options) {
    return new BarbicanKeyManager(options);
  }
}
