package io.glance.api.image;

import io.glance.common.error.GlanceException;
import io.glance.common.image.InternalProperties;
import java.util.List;
import java.util.Set;

/**
 * Names in the description of an image that a client may not set.
 *
 * <p>Source: glance/api/v2/images.py, RequestDeserializer.
 */
public final class ReservedProperties {
  /** Refused in a new image before anything else is looked at. */
  public static final List<String> NEVER_SENT =
      List.of("direct_url", "self", "file", "schema", "stores");

  /** Refused in a new image whose fields are well-formed. */
  public static final List<String> SET_BY_THE_SERVICE =
      List.of(
          "created_at",
          "updated_at",
          "status",
          "checksum",
          "os_hash_algo",
          "os_hash_value",
          "size",
          "virtual_size");

  private static final Set<String> READ_ONLY_IN_A_PATCH =
      Set.of(
          "created_at",
          "updated_at",
          "status",
          "checksum",
          "size",
          "virtual_size",
          "direct_url",
          "self",
          "file",
          "schema",
          "stores",
          "id",
          "os_hash_algo",
          "os_hash_value");
  private static final Set<String> RESERVED = Set.of("location", "deleted", "deleted_at");
  private static final String RESERVED_PREFIX = InternalProperties.PREFIX;

  /** Names of an image's own fields, beside those that the service sets. */
  private static final Set<String> FIELDS =
      Set.of(
          "id",
          "name",
          "visibility",
          "protected",
          "os_hidden",
          "owner",
          "disk_format",
          "container_format",
          "min_disk",
          "min_ram",
          "tags",
          "locations");

  private ReservedProperties() {}

  /** Whether no additional property can have that name, which stands for something else. */
  public static boolean isTaken(String name) {
    return isReserved(name) || isReadOnlyInPatch(name) || FIELDS.contains(name);
  }

  public static boolean isReserved(String name) {
    return RESERVED.contains(name) || name.startsWith(RESERVED_PREFIX);
  }

  public static boolean isReadOnlyInPatch(String name) {
    return READ_ONLY_IN_A_PATCH.contains(name);
  }

  public static GlanceException readOnly(String name) {
    return new GlanceException.Forbidden("Attribute '%s' is read-only.".formatted(name));
  }

  public static String reserved(String name) {
    return "Attribute '%s' is reserved.".formatted(name);
  }
}
