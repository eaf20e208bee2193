package io.glance.api.protection;

import io.glance.api.policy.Attributes;
import io.glance.api.policy.ConfigDirectories;
import io.glance.api.policy.Policy;
import io.glance.common.context.Identity;
import io.glance.common.context.RequestContext;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Which additional properties of images a caller may create, read, update and delete. The first
 * protection that covers a property decides; what none covers nobody may touch, administrators
 * included. Without a file everybody may everything. Thread-safe.
 *
 * <p>Source: glance/common/property_utils.py, PropertyRules.check_property_rules.
 */
@Component
public final class PropertyProtections {
  private static final Logger LOG = LoggerFactory.getLogger(PropertyProtections.class);

  /** Names whose protection is remembered; clients make up names as they like. */
  private static final int REMEMBERED = 10_000;

  private final @Nullable List<Protection> protections;
  private final Policy policy;
  private final Map<String, Optional<Protection>> known = new ConcurrentHashMap<>();

  /**
   * @throws InvalidProtectionException if the operator's file cannot be used
   */
  PropertyProtections(
      PropertyProtectionProperties properties, ConfigDirectories directories, Policy policy) {
    this.policy = policy;
    this.protections = protections(properties, directories);
    warnOfUnknownRules();
  }

  private static @Nullable List<Protection> protections(
      PropertyProtectionProperties properties, ConfigDirectories directories) {
    String name = properties.propertyProtectionFile();
    if (name == null || name.isEmpty()) {
      return null;
    }
    Path file =
        directories
            .find(name)
            .orElseThrow(() ->
                new InvalidProtectionException(
                    "property_protection_file " + name, "there is no such file"));
    return new ProtectionRules(file, properties.namesPolicies(), LOG::warn).read();
  }

  private void warnOfUnknownRules() {
    List<Protection> all = protections == null ? Collections.emptyList() : protections;
    all.stream()
        .flatMap(protection -> protection.permissions().values().stream())
        .distinct()
        .forEach(permission -> {
          if (permission instanceof Permission.Rule(String rule) && !policy.knows(rule)) {
            LOG.warn(
                "property_protection_file names rule '{}', which does not exist;"
                    + " the default rule stands in for it",
                rule);
          }
        });
  }

  /** What the caller may do with properties. */
  public PropertyAccess of(RequestContext caller) {
    return protections == null ? PropertyAccess.FREE : new PropertyAccess(this, caller);
  }

  boolean allows(Operation operation, String property, RequestContext caller) {
    Optional<Protection> protection = known.get(property);
    if (protection == null) {
      protection = find(property);
      if (known.size() < REMEMBERED) {
        known.put(property, protection);
      }
    }
    return protection.isPresent() && allows(protection.get().permissions().get(operation), caller);
  }

  private Optional<Protection> find(String property) {
    return protections == null
        ? Optional.empty()
        : protections.stream().filter(protection -> protection.covers(property)).findFirst();
  }

  private boolean allows(@Nullable Permission permission, RequestContext caller) {
    return switch (permission) {
      case Permission.Everybody _ -> true;
      case Permission.Nobody _ -> false;
      case Permission.OneOf(var roles) -> {
        Identity.@Nullable Service service = caller.identity().service();
        yield !Collections.disjoint(roles, caller.roles())
            || (service != null && !Collections.disjoint(roles, service.roles()));
      }
      case Permission.Rule(String name) -> policy.allowsByName(name, Attributes.NONE, caller);
      case null -> false;
    };
  }
}
