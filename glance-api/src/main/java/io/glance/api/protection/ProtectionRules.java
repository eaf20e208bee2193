package io.glance.api.protection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Makes protections of what a file says. Properties of the service itself are everybody's here, and
 * sections about them do not count.
 *
 * <p>Source: glance/common/property_utils.py, PropertyRules.
 */
final class ProtectionRules {
  private static final String INTERNAL = "os_glance";
  private static final Permission EVERYBODY = new Permission.Everybody();
  private static final Permission NOBODY = new Permission.Nobody();

  private final Path file;
  private final boolean namesPolicies;
  private final Consumer<String> warnings;

  /**
   * @param namesPolicies whether values are names of rules, not lists of roles
   * @param warnings is told what looks like a mistake, a sentence each
   */
  ProtectionRules(Path file, boolean namesPolicies, Consumer<String> warnings) {
    this.file = file;
    this.namesPolicies = namesPolicies;
    this.warnings = warnings;
  }

  /**
   * The protections in the order in which they are tried.
   *
   * @throws InvalidProtectionException if the file cannot be used
   */
  List<Protection> read() {
    List<Protection> protections = new ArrayList<>();
    protections.add(ofTheService());
    ProtectionFile.read(file)
        .forEach((section, values) -> {
          if (!section.startsWith(INTERNAL)) {
            protections.add(protection(section, values));
          }
        });
    return List.copyOf(protections);
  }

  private static Protection ofTheService() {
    Map<Operation, Permission> all = new EnumMap<>(Operation.class);
    for (Operation operation : Operation.values()) {
      all.put(operation, EVERYBODY);
    }
    return new Protection(Pattern.compile("^" + INTERNAL), all);
  }

  private Protection protection(String section, Map<String, String> values) {
    Map<Operation, Permission> permissions = new EnumMap<>(Operation.class);
    for (Operation operation : Operation.values()) {
      @Nullable String value = values.get(operation.wireName());
      if (value == null) {
        throw error(section, "needs a value for " + operation.wireName());
      }
      permissions.put(operation, permission(section, operation, value));
    }
    return new Protection(pattern(section), permissions);
  }

  private Pattern pattern(String section) {
    try {
      return Pattern.compile(section);
    } catch (PatternSyntaxException e) {
      throw error(section, "is no regular expression: " + e.getDescription());
    }
  }

  private Permission permission(String section, Operation operation, String value) {
    if (value.isEmpty()) {
      warnings.accept(
          "%s: [%s] has nothing for %s, so nobody may; write ! if that is meant"
              .formatted(file, section, operation.wireName()));
      return NOBODY;
    }
    if (!namesPolicies) {
      return ofRoles(section, operation, value);
    }
    if (value.contains(",")) {
      throw error(
          section,
          "has several policies for %s; combine them to one in the policy file"
              .formatted(operation.wireName()));
    }
    return switch (value) {
      case "@" -> EVERYBODY;
      case "!" -> NOBODY;
      default -> new Permission.Rule(value);
    };
  }

  private Permission ofRoles(String section, Operation operation, String value) {
    Set<String> roles = new HashSet<>();
    for (String role : value.split(",", -1)) {
      roles.add(role.strip().toLowerCase(Locale.ROOT));
    }
    if (roles.contains("@") && roles.contains("!")) {
      throw error(
          section, "lets both everybody (@) and nobody (!) %s".formatted(operation.wireName()));
    }
    if (roles.contains("!")) {
      return NOBODY;
    }
    return roles.contains("@") ? EVERYBODY : new Permission.OneOf(roles);
  }

  private InvalidProtectionException error(String section, String problem) {
    return new InvalidProtectionException("%s: [%s]".formatted(file, section), problem);
  }
}
