package io.glance.common.config;

import java.util.function.Consumer;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Looks at options that were bound, also at those that nobody set: what it throws is told like any
 * other wrong option. For conditions that a record's constructor must not have, because the record
 * is bound where the service does not need it, too.
 */
public final class BindCheck<T> extends AbstractBindHandler {
  private final Class<T> type;
  private final Consumer<T> check;

  /**
   * @param type of the records that are looked at
   * @param check throws if a record does not say enough
   */
  public BindCheck(Class<T> type, Consumer<T> check) {
    this.type = type;
    this.check = check;
  }

  /** Records of this type are looked at. */
  public Class<T> type() {
    return type;
  }

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

  private Object checked(Object result) {
    if (type.isInstance(result)) {
      check.accept(type.cast(result));
    }
    return result;
  }
}
