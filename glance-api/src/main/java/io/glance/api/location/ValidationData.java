package io.glance.api.location;

import io.glance.common.error.GlanceException;
import io.glance.store.checked.HashAlgorithm;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What callers say of the bytes at locations that they add.
 *
 * <p>Source: glance/api/v2/images.py, _validate_validation_data.
 */
final class ValidationData {
  private static final int MD5_BYTES = 16;

  private ValidationData() {}

  /**
   * What of it is new to an image.
   *
   * @param locations as they were sent
   * @param known what the image has of {@code checksum}, {@code os_hash_algo} and {@code
   *     os_hash_value}
   * @param queued whether the image waits for bytes
   * @param algorithm that this service computes
   * @throws GlanceException.Conflict if they contradict each other, the image, or themselves
   */
  static Map<String, String> requireNew(
      Iterable<JsonNode> locations,
      Map<String, @Nullable String> known,
      boolean queued,
      HashAlgorithm algorithm) {
    Map<String, String> given = merged(locations);
    given.entrySet().removeIf(one -> one.getValue().equals(known.get(one.getKey())));
    given
        .keySet()
        .forEach(name ->
            require(isEmpty(known.get(name)), name + " is already set with a different value"));
    if (given.isEmpty()) {
      return given;
    }
    require(
        queued,
        "New value(s) for %s may only be provided when image status is 'queued'"
            .formatted(String.join(", ", given.keySet())));
    if (given.containsKey("checksum")) {
      requireHex("checksum", given.get("checksum"), "md5 ", MD5_BYTES);
    }
    require(
        algorithm.hashlibName().equals(given.get("os_hash_algo")),
        "os_hash_algo must be %s, not %s"
            .formatted(algorithm.hashlibName(), or(given.get("os_hash_algo"), "None")));
    requireHex(
        "os_hash_value",
        given.get("os_hash_value"),
        algorithm.hashlibName() + " ",
        algorithm.digestBytes());
    return given;
  }

  private static Map<String, String> merged(Iterable<JsonNode> locations) {
    Map<String, String> merged = new LinkedHashMap<>();
    for (JsonNode location : locations) {
      for (Map.Entry<String, JsonNode> one : location.path("validation_data").properties()) {
        String value = one.getValue().stringValue();
        require(
            merged.getOrDefault(one.getKey(), value).equals(value),
            "Conflicting values for " + one.getKey());
        merged.put(one.getKey(), value);
      }
    }
    return merged;
  }

  private static void requireHex(String name, @Nullable String value, String algorithm, int bytes) {
    require(
        value != null && isHex(value),
        "%s (%s) is not a valid hexadecimal value".formatted(name, value));
    require(
        value != null && value.length() == 2 * bytes,
        "%s (%s) is not the correct size for %s(should be %d bytes)"
            .formatted(name, value, algorithm, bytes));
  }

  /** Whether it is hexadecimal, of whole bytes. */
  static boolean isHex(String value) {
    return value.length() % 2 == 0 && value.chars().allMatch(HexFormat::isHexDigit);
  }

  private static boolean isEmpty(@Nullable String text) {
    return text == null || text.isEmpty();
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  private static void require(boolean fulfilled, String otherwise) {
    if (!fulfilled) {
      throw new GlanceException.Conflict(otherwise);
    }
  }
}
