package io.glance.common.config;

import java.nio.CharBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.env.PropertySourceInfo;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * Offers options to Spring as {@code oslo.<section>.<option>}, both in lower case; Spring's relaxed
 * binding finds {@code oslo.glance_store.filesystem_store_datadir} for a component {@code
 * filesystemStoreDatadir} of a record annotated
 * {@code @ConfigurationProperties("oslo.glance-store")}.
 *
 * <p>Only options of the catalogue are offered: relaxed binding would otherwise accept spellings
 * that the original ignores. Values are already read by their type, so that records need no
 * converters: flags are {@code true} or {@code false}, numbers plain, lists lists, dictionaries
 * maps.
 */
final class OsloPropertySource extends EnumerablePropertySource<Object>
    implements OriginLookup<String>, PropertySourceInfo {
  static final String NAME = "oslo";
  private static final String PLACEHOLDER = "${";

  private final Map<String, OsloValue> values = new TreeMap<>();
  private final Map<String, OsloValue> byUniformName = new HashMap<>();
  private final String[] names;
  private final OptionCatalogue catalogue;

  OsloPropertySource(OsloValues values, OptionCatalogue catalogue) {
    super(NAME, NAME);
    this.catalogue = catalogue;
    for (OsloValue value : values.all()) {
      String key = key(value.name());
      this.values.put(key, value);
      byUniformName.put(uniform(key), value);
    }
    this.names = this.values.keySet().toArray(String[]::new);
  }

  /** The property of an option, in the spelling of the configuration files. */
  static String key(OptionName name) {
    return prefix(name.section()) + "." + name.name();
  }

  /** The prefix of all properties of a section. */
  static String prefix(String section) {
    return NAME + "." + OptionName.normalised(section).toLowerCase(Locale.ROOT);
  }

  @Override
  public String[] getPropertyNames() {
    return names.clone();
  }

  @Override
  public @Nullable Object getProperty(String name) {
    OsloValue value = find(name);
    return value == null ? null : literal(value.value());
  }

  @Override
  public @Nullable Origin getOrigin(String name) {
    OsloValue value = find(name);
    return value == null ? null : value.origin();
  }

  @Override
  public boolean isImmutable() {
    return true;
  }

  /** The option behind a property, in any spelling that Spring uses. */
  @Nullable OsloValue find(String property) {
    OsloValue value = values.get(property);
    return value != null ? value : byUniformName.get(uniform(property));
  }

  /** What relaxed binding compares: the letters and digits between the dots. */
  static String uniform(String property) {
    return property.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
  }

  OptionCatalogue catalogue() {
    return catalogue;
  }

  /** Spring expands placeholders in strings, and in nothing else. */
  private static Object literal(Object value) {
    return value instanceof String text && text.contains(PLACEHOLDER)
        ? CharBuffer.wrap(text)
        : value;
  }
}
