package io.glance.common.registryapi;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What namespaces can be sorted by. */
public enum NamespaceField {
  CREATED_AT,
  UPDATED_AT,
  NAMESPACE,
  DISPLAY_NAME,
  DESCRIPTION,
  VISIBILITY,
  PROTECTED,
  OWNER;

  /** The name on the wire, which is the column's, too. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@code id}, which nobody sees, stands for the time of creation. */
  public static Optional<NamespaceField> find(String wireName) {
    String wanted = wireName.equals("id") ? CREATED_AT.wireName() : wireName;
    return Arrays.stream(values()).filter(one -> one.wireName().equals(wanted)).findFirst();
  }
}
