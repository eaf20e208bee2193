package io.glance.store.file;

import io.glance.common.json.GlanceJson;
import io.glance.store.MisconfiguredStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/**
 * Where clients that share the filesystem find the image files: a JSON object with an {@code id}
 * and a {@code mountpoint}, or a list of these. What a file lies below is noted with its location.
 *
 * <p>Source: glance_store/_drivers/filesystem.py, _validate_metadata and _get_metadata.
 */
final class MountPoints {
  static final MountPoints NONE = new MountPoints(List.of());

  private static final Logger log = LoggerFactory.getLogger(MountPoints.class);
  private static final TypeReference<LinkedHashMap<String, Object>> OBJECT =
      new TypeReference<>() {};

  private final List<Map<String, Object>> entries;

  private MountPoints(List<Map<String, Object>> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * @throws MisconfiguredStoreException if the file cannot be read or is not as described; the
   *     message is for the operator
   */
  static MountPoints of(MountPointsProperties options) {
    @Nullable Path file = options.filesystemStoreMetadataFile();
    return file == null || file.toString().isEmpty() ? NONE : read(file);
  }

  private static MountPoints read(Path file) {
    try {
      JsonNode json = GlanceJson.internal().readTree(Files.readString(file));
      List<JsonNode> nodes = json.isArray() ? json.valueStream().toList() : List.of(json);
      return new MountPoints(nodes.stream().map(node -> entry(node, file)).toList());
    } catch (IOException e) {
      throw new MisconfiguredStoreException(
          "filesystem_store_metadata_file: The path for the metadata file %s could not be accessed: %s"
              .formatted(file, e),
          e);
    } catch (JacksonException e) {
      throw invalid(file, e.getOriginalMessage());
    }
  }

  private static Map<String, Object> entry(JsonNode node, Path file) {
    if (!node.path("id").isString() || !node.path("mountpoint").isString()) {
      throw invalid(file, "each entry needs the texts id and mountpoint");
    }
    if (!isText(node)) {
      throw invalid(file, "Only dict, list, and unicode are supported");
    }
    return GlanceJson.internal().convertValue(node, OBJECT);
  }

  private static boolean isText(JsonNode node) {
    return node.isContainer() ? node.valueStream().allMatch(MountPoints::isText) : node.isString();
  }

  private static MisconfiguredStoreException invalid(Path file, String problem) {
    return new MisconfiguredStoreException(
        "filesystem_store_metadata_file: The JSON in the metadata file %s is not valid and it can not be used: %s"
            .formatted(file, problem));
  }

  /** What is noted with the location of a file. */
  Map<String, Object> of(Path imageFile) {
    for (Map<String, Object> entry : entries) {
      if (imageFile.startsWith(Path.of(String.valueOf(entry.get("mountpoint"))))) {
        return entry;
      }
    }
    if (!entries.isEmpty()) {
      log.error("no mountpoint of the metadata file has the image file {}", imageFile);
    }
    return Map.of();
  }
}
