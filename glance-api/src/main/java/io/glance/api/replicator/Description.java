package io.glance.api.replicator;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An image as a server or a dump describes it.
 *
 * @param json the whole of it; its id is a UUID, so it may become a part of a path
 */
record Description(ObjectNode json) {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");

  static boolean isId(String text) {
    return UUID.matcher(text).matches();
  }

  /**
   * @throws ReplicationFailure if it describes no image, or its id is no UUID
   */
  static Description of(JsonNode json) throws ReplicationFailure {
    String id = json.path("id").asString("");
    if (!(json instanceof ObjectNode object) || !isId(id)) {
      throw new ReplicationFailure(
          "what should be an image has no UUID but the id '%s'".formatted(PlainText.of(id)));
    }
    return new Description(object);
  }

  String id() {
    return json.path("id").asString();
  }

  String status() {
    return json.path("status").asString("");
  }

  boolean isActive() {
    return status().equals("active");
  }

  /** Bytes, or -1 if that is not known. */
  long size() {
    JsonNode size = json.path("size");
    return size.canConvertToLong() && size.longValue() >= 0 ? size.longValue() : -1;
  }

  /** For people. */
  String name() {
    JsonNode name = json.path("name");
    return name.isString() ? PlainText.of(name.stringValue()) : "--unnamed--";
  }

  JsonNode field(String name) {
    return json.path(name);
  }

  String text(String name) {
    return json.path(name).asString("");
  }

  /** Whether these are the same bytes, as far as sizes and digests tell. */
  boolean hasBytesOf(Description other) {
    if (size() != other.size()) {
      return false;
    }
    boolean comparable =
        !text("os_hash_value").isEmpty() && text("os_hash_algo").equals(other.text("os_hash_algo"));
    String digest = comparable ? "os_hash_value" : "checksum";
    return text(digest).isEmpty()
        || other.text(digest).isEmpty()
        || text(digest).equalsIgnoreCase(other.text(digest));
  }

  @Override
  public String toString() {
    return "%s (%s)".formatted(id(), name());
  }
}
