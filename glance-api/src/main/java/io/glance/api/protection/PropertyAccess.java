package io.glance.api.protection;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may do with additional properties of images.
 *
 * <p>Source: glance/api/property_protections.py.
 */
public final class PropertyAccess {
  /** Of callers to whom nothing is closed. */
  public static final PropertyAccess FREE = new PropertyAccess(null, null);

  private final @Nullable PropertyProtections protections;
  private final @Nullable RequestContext caller;

  PropertyAccess(@Nullable PropertyProtections protections, @Nullable RequestContext caller) {
    this.protections = protections;
    this.caller = caller;
  }

  /** Whether he sees it; what he does not see is not there for him. */
  public boolean readable(String property) {
    return allows(Operation.READ, property);
  }

  /**
   * @throws GlanceException.Forbidden if he may not give it to an image that lacks it
   */
  public void requireCreatable(String property) {
    require(Operation.CREATE, property);
  }

  /**
   * @throws GlanceException.Forbidden if he may not change its value
   */
  public void requireUpdatable(String property) {
    require(Operation.UPDATE, property);
  }

  /**
   * @throws GlanceException.Forbidden if he may not take it away
   */
  public void requireDeletable(String property) {
    require(Operation.DELETE, property);
  }

  /** Those of the entries whose names are properties that he sees. */
  public <V extends @Nullable Object> Map<String, V> readable(Map<String, V> entries) {
    if (this == FREE) {
      return entries;
    }
    Map<String, V> readable = new LinkedHashMap<>(entries);
    readable.keySet().removeIf(name -> !readable(name));
    return readable;
  }

  private void require(Operation operation, String property) {
    if (!allows(operation, property)) {
      throw new GlanceException.Forbidden("Attribute '%s' is reserved.".formatted(property));
    }
  }

  private boolean allows(Operation operation, String property) {
    return protections == null || caller == null || protections.allows(operation, property, caller);
  }
}
