package io.glance.api.frontdoor;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which steps a request passes, section {@code [paste_deploy]}.
 *
 * @param flavor empty, {@code caching} or {@code cachemanagement}: everybody is the administrator
 */
@ConfigurationProperties("oslo.paste-deploy")
record PasteDeployProperties(@DefaultValue("") String flavor) {
  private static final Set<String> WITHOUT_IDENTITY = Set.of("", "caching", "cachemanagement");

  PasteDeployProperties {
    if (!WITHOUT_IDENTITY.contains(flavor)) {
      throw new IllegalArgumentException(
          ("flavor is '%s', which asks for callers to be checked by an identity"
                  + " service. This release cannot do that yet and will not serve without the"
                  + " check. Leave flavor empty to treat every caller as the administrator, on a"
                  + " network where that is safe.")
              .formatted(flavor));
    }
  }
}
