package io.glance.api.quota;

import io.glance.common.error.GlanceException;
import io.glance.common.image.InternalProperties;
import java.util.Collection;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * What an image may have of everything.
 *
 * <p>Source: glance/quota/__init__.py.
 */
@Component
public class Limits {
  /** Properties that the service itself keeps start so and do not count. */
  private static final String SYSTEM_PREFIX = InternalProperties.PREFIX;

  private final LimitProperties properties;

  Limits(LimitProperties properties) {
    this.properties = properties;
  }

  /**
   * @param tags as the caller sends them; one sent twice counts twice
   * @throws GlanceException.LimitExceeded if they are too many
   */
  public void requireRoomForTags(Collection<String> tags) {
    require("tags", tags.size(), properties.imageTagQuota());
  }

  /**
   * @throws GlanceException.LimitExceeded if they are too many
   */
  public void requireRoomForProperties(Set<String> names) {
    long counted = names.stream().filter(name -> !name.startsWith(SYSTEM_PREFIX)).count();
    require("properties", counted, properties.imagePropertyQuota());
  }

  /** Members that an image may have at most; negative: any number. */
  public int members() {
    return properties.imageMemberQuota();
  }

  private static void require(String what, long attempted, int maximum) {
    if (maximum >= 0 && attempted > maximum) {
      throw new GlanceException.LimitExceeded(
          "The limit has been exceeded on the number of allowed image %s. Attempted: %d, Maximum: %d"
              .formatted(what, attempted, maximum));
    }
  }
}
