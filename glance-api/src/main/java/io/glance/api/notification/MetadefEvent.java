package io.glance.api.notification;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something happened to a metadata definition.
 *
 * <p>Source: glance/notifier.py, the repository proxies of metadata definitions.
 *
 * @param type such as {@code metadef_tag.create}
 * @param says what it is told with, built when somebody wants it
 */
record MetadefEvent(String type, Supplier<Map<String, @Nullable Object>> says) implements Event {

  @Override
  public Object payload() {
    return says.get();
  }
}
