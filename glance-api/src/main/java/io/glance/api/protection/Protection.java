package io.glance.api.protection;

import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A section of the file.
 *
 * @param name is looked for anywhere in a property's name
 * @param permissions for every operation
 */
record Protection(Pattern name, Map<Operation, Permission> permissions) {

  Protection {
    permissions = new EnumMap<>(permissions);
  }

  boolean covers(String property) {
    return name.matcher(property).find();
  }
}
