package io.glance.api.replicator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Which fields of an image a copy has to have, too. */
final class Fields {
  private static final List<String> SETTABLE =
      List.of(
          "name",
          "disk_format",
          "container_format",
          "visibility",
          "protected",
          "min_ram",
          "min_disk",
          "owner",
          "os_hidden",
          "tags");

  /** What follows from the bytes or from what was done with the image, and must be equal. */
  private static final List<String> RESULTING =
      List.of("status", "size", "checksum", "os_hash_algo", "os_hash_value");

  /**
   * What a server says of itself. The virtual size is what it thinks of bytes that are compared by
   * their digest.
   */
  private static final Set<String> OF_THE_SERVER =
      Set.of(
          "id",
          "virtual_size",
          "created_at",
          "updated_at",
          "deleted_at",
          "deleted",
          "self",
          "file",
          "schema",
          "locations",
          "direct_url",
          "stores");

  /** Properties that only a service may give an image. */
  private static final String RESERVED = "os_glance_";

  private final Set<String> excluded;

  /**
   * @param excluded names of fields that are left as they are
   */
  Fields(Collection<String> excluded) {
    this.excluded = Set.copyOf(excluded);
  }

  boolean include(String name) {
    return !excluded.contains(name);
  }

  /** A field in which a copy differs. A value that is not there is missing. */
  record Difference(String name, JsonNode source, JsonNode target) {}

  /** What a new image is created with. */
  ObjectNode forCreation(Description source) {
    ObjectNode created = JsonNodeFactory.instance.objectNode();
    created.put("id", source.id());
    for (String name : settableNames(source)) {
      JsonNode value = source.field(name);
      boolean isDefault = name.equals("os_hidden") && !value.asBoolean(false);
      if (!value.isMissingNode() && !value.isNull() && !isDefault) {
        created.set(name, value);
      }
    }
    return created;
  }

  /** A JSON patch that gives the copy what it lacks; empty if it lacks nothing. */
  ArrayNode changes(Description source, Description target) {
    ArrayNode patch = JsonNodeFactory.instance.arrayNode();
    for (Difference one : settableDifferences(source, target)) {
      ObjectNode operation = patch.addObject();
      operation.put("path", "/" + one.name().replace("~", "~0").replace("/", "~1"));
      if (one.source().isMissingNode()) {
        operation.put("op", "remove");
      } else {
        operation.put("op", one.target().isMissingNode() ? "add" : "replace");
        operation.set("value", one.source());
      }
    }
    return patch;
  }

  /** All that differs, settable or not. */
  List<Difference> differences(Description source, Description target) {
    List<Difference> all = settableDifferences(source, target);
    boolean sameAlgorithm = source.text("os_hash_algo").equals(target.text("os_hash_algo"));
    for (String name : RESULTING) {
      boolean comparable = sameAlgorithm || !name.startsWith("os_hash_");
      if (include(name) && comparable && !source.field(name).equals(target.field(name))) {
        all.add(new Difference(name, source.field(name), target.field(name)));
      }
    }
    return all;
  }

  private List<Difference> settableDifferences(Description source, Description target) {
    Set<String> names = settableNames(source);
    names.addAll(settableNames(target));
    List<Difference> differences = new ArrayList<>();
    for (String name : names) {
      JsonNode wanted = source.field(name);
      JsonNode found = target.field(name);
      boolean unknown = SETTABLE.contains(name) && (isAbsent(wanted) || isAbsent(found));
      if (!unknown && !isEqual(wanted, found)) {
        differences.add(new Difference(name, wanted, found));
      }
    }
    return differences;
  }

  /** An old server or dump does not know each field that every image has. */
  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode();
  }

  private static boolean isEqual(JsonNode one, JsonNode other) {
    return one.equals(other)
        || (one.isArray() && other.isArray() && texts(one).equals(texts(other)));
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new HashSet<>();
    array.forEach(item -> texts.add(item.asString()));
    return texts;
  }

  private Set<String> settableNames(Description image) {
    Set<String> names = new LinkedHashSet<>(SETTABLE);
    names.addAll(new TreeSet<>(image.json().propertyNames()));
    names.removeIf(name ->
        excluded.contains(name)
            || OF_THE_SERVER.contains(name)
            || RESULTING.contains(name)
            || name.startsWith(RESERVED));
    return names;
  }
}
