package io.glance.api.frontdoor;

import io.glance.common.config.OsloEnvironment;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;

/** Which origin may do what: {@code [cors]}, and the sections that operators name after it. */
final class CorsOrigins {
  private static final Logger LOG = LoggerFactory.getLogger(CorsOrigins.class);
  private static final String SECTION = "cors";

  private CorsOrigins() {}

  /** By origin. The first section that names an origin counts. */
  static Map<String, CorsProperties> read(Binder options, CorsProperties common) {
    Map<String, CorsProperties> origins = new LinkedHashMap<>();
    add(origins, common);
    addSections(origins, options, common, SECTION);
    return Map.copyOf(origins);
  }

  private static void addSections(
      Map<String, CorsProperties> origins, Binder options, CorsProperties common, String above) {
    options
        .bind(OsloEnvironment.propertyName(above), Bindable.mapOf(String.class, Object.class))
        .orElseGet(Map::of)
        .forEach((name, value) -> {
          if (value instanceof Map) {
            String section = above + "." + name;
            add(origins, section(options, section).over(common));
            addSections(origins, options, common, section);
          }
        });
  }

  private static CorsSection section(Binder options, String section) {
    return options.bindOrCreate(
        OsloEnvironment.propertyName(section).toString(), CorsSection.class);
  }

  private static void add(Map<String, CorsProperties> origins, CorsProperties section) {
    for (String origin : section.allowedOrigin()) {
      if (origins.putIfAbsent(origin, section) != null) {
        LOG.warn("allowed_origin {} is in two sections, the first one counts", origin);
      }
    }
  }
}
