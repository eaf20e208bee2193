package io.glance.api.quota;

import io.glance.common.error.GlanceException;
import io.glance.common.keystone.KeystoneException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Keystone's unified limits: what a project may have is registered for the image service and its
 * region, unless there is a limit of its own for the project. What nobody registered nobody may
 * have.
 *
 * <p>Source: oslo_limit/limit.py, _EnforcerUtils.
 */
final class KeystoneLimits implements LimitSource {
  private static final Logger log = LoggerFactory.getLogger(KeystoneLimits.class);

  private final KeystoneQuestions keystone;
  private final LimitedService service;

  KeystoneLimits(KeystoneQuestions keystone, LimitedService service) {
    this.keystone = keystone;
    this.service = service;
  }

  @Override
  public Map<LimitedResource, Long> limitsOf(@Nullable String project) {
    try {
      return read(project);
    } catch (KeystoneException e) {
      log.error("the limits of project {} cannot be read: {}", project, e.getMessage());
      var unavailable =
          new GlanceException.Unavailable(
              "The limits of the project cannot be read at the moment.");
      unavailable.initCause(e);
      throw unavailable;
    }
  }

  private Map<LimitedResource, Long> read(@Nullable String project) {
    Map<String, String> filter = service.filter();
    Map<String, Long> own = project == null ? Map.of() : own(project, filter);
    Map<LimitedResource, Long> limits = new EnumMap<>(LimitedResource.class);
    Map<String, Long> registered = null;
    for (LimitedResource resource : LimitedResource.values()) {
      Long limit = own.get(resource.wireName());
      if (limit == null) {
        registered = registered == null ? registered(filter) : registered;
        limit = registered.get(resource.wireName());
      }
      limits.put(resource, limit == null ? nothing(resource) : limit);
    }
    return limits;
  }

  private static long nothing(LimitedResource resource) {
    log.error(
        "no limit is registered in the identity service for {}: nobody may have any",
        resource.wireName());
    return 0;
  }

  private Map<String, Long> own(String project, Map<String, String> filter) {
    Map<String, String> query = new LinkedHashMap<>(filter);
    query.put("project_id", project);
    Map<String, Long> limits = new HashMap<>();
    for (JsonNode limit : keystone.list("limits", query)) {
      if (project.equals(limit.path("project_id").asString(""))) {
        limits.putIfAbsent(name(limit), limit.path("resource_limit").asLong());
      }
    }
    return limits;
  }

  private Map<String, Long> registered(Map<String, String> filter) {
    Map<String, Long> limits = new HashMap<>();
    for (JsonNode limit : keystone.list("registered_limits", filter)) {
      limits.put(name(limit), limit.path("default_limit").asLong());
    }
    return limits;
  }

  private static String name(JsonNode limit) {
    return limit.path("resource_name").asString("");
  }

  @Override
  public void close() {
    keystone.close();
  }
}
