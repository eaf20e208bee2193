package io.glance.api.keymanager;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which key manager there is: section {@code [key_manager]}.
 *
 * @param backend {@code barbican}, also by the names that older files have for it
 */
@ConfigurationProperties("oslo.key-manager")
record KeyManagerProperties(@DefaultValue("barbican") String backend) {
  private static final Set<String> BARBICAN =
      Set.of(
          "barbican",
          "castellan.key_manager.barbican_key_manager.BarbicanKeyManager",
          "castellan.key_manager.barbican_key_manager:BarbicanKeyManager");

  KeyManagerProperties {
    if (!BARBICAN.contains(backend)) {
      throw new IllegalArgumentException(
          ("backend is %s, must be barbican: certificates and keys are asked for by Barbican's API"
                  + " only")
              .formatted(backend));
    }
  }
}
