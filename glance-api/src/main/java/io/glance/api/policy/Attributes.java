package io.glance.api.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Named values that a check compares: what is acted on, or who acts.
 *
 * <p>A value is a text, a number, a boolean, a collection or map of such, or null, which a check
 * reads as Python's {@code None}.
 */
public interface Attributes {
  /** The answer for a name that is not there, which is not the same as null. */
  enum Absent {
    ABSENT
  }

  /** Nothing in particular. */
  Attributes NONE = of(Map.of());

  /**
   * The value of that name, or {@link Absent#ABSENT}. Asked for every comparison, so it is cheap.
   */
  @Nullable Object get(String name);

  /** All of them, as a policy server reads them. */
  Map<String, @Nullable Object> all();

  /** The entries of a map, which is not copied. */
  static Attributes of(Map<String, ? extends @Nullable Object> values) {
    return new MapAttributes(Collections.unmodifiableMap(values));
  }

  /** Attributes of a map. */
  record MapAttributes(Map<String, ? extends @Nullable Object> values) implements Attributes {
    @Override
    public @Nullable Object get(String name) {
      Object value = values.get(name);
      return value != null || values.containsKey(name) ? value : Absent.ABSENT;
    }

    @Override
    public Map<String, @Nullable Object> all() {
      return new LinkedHashMap<>(values);
    }
  }
}
