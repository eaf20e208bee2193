package io.glance.registry.manage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the definitions of the database to files that {@code load_metadefs} takes, the original's
 * as well. Unlike the original's, a namespace whose display name another one has gets a file of its
 * own, and what there is none of is not mentioned.
 *
 * <p>Source: glance/db/sqlalchemy/metadata.py, _export_data_to_file.
 */
final class MetadefExport {
  private static final Logger log = LoggerFactory.getLogger(MetadefExport.class);
  private static final Pattern NO_LETTERS =
      Pattern.compile("[\\W_]+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private final JdbcTemplate jdbc;

  MetadefExport(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void to(Path directory) throws IOException {
    Set<String> used = new HashSet<>();
    for (ObjectNode namespace : namespaces().values()) {
      String name = fileName(namespace, used);
      Path file = directory.resolve(name + ".json");
      if (Files.isRegularFile(file)) {
        log.info("Overwriting: {}", file);
      }
      Path part = directory.resolve("." + name + ".json.part");
      Files.writeString(part, JSON.writeValueAsString(namespace) + "\n");
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      log.info("Namespace {} saved in {}", namespace.get("namespace").stringValue(), file);
    }
  }

  private static String fileName(ObjectNode namespace, Set<String> used) {
    String name = letters(namespace.get("namespace").stringValue());
    String shown = letters(namespace.path("display_name").asString(""));
    String chosen = shown.isEmpty() ? name : shown;
    if (used.add(chosen)) {
      return chosen;
    }
    String longer = chosen + name;
    for (int number = 2; !used.add(longer); number++) {
      longer = chosen + name + number;
    }
    return longer;
  }

  private static String letters(String text) {
    return NO_LETTERS.matcher(text).replaceAll("");
  }

  private Map<Long, ObjectNode> namespaces() {
    Map<Long, ObjectNode> namespaces = new LinkedHashMap<>();
    jdbc.query(
        "SELECT id, namespace, display_name, description, visibility, protected, owner"
            + " FROM metadef_namespaces ORDER BY id",
        row -> {
          ObjectNode namespace = JSON.createObjectNode().put("namespace", row.getString(2));
          putIfAny(namespace, "display_name", row.getString(3));
          putIfAny(namespace, "description", row.getString(4));
          putIfAny(namespace, "visibility", row.getString(5));
          namespace.put("protected", row.getInt(6) == 1);
          putIfAny(namespace, "owner", row.getString(7));
          namespaces.put(row.getLong(1), namespace);
        });
    addAssociations(namespaces);
    addProperties(namespaces);
    addObjects(namespaces);
    addTags(namespaces);
    return namespaces;
  }

  private void addAssociations(Map<Long, ObjectNode> namespaces) {
    jdbc.query(
        "SELECT a.namespace_id, t.name, a.prefix, a.properties_target"
            + " FROM metadef_namespace_resource_types a"
            + " JOIN metadef_resource_types t ON t.id = a.resource_type_id ORDER BY t.id",
        row -> {
          ObjectNode namespace = namespaces.get(row.getLong(1));
          if (namespace != null) {
            ObjectNode association = namespace.withArray("resource_type_associations").addObject();
            association.put("name", row.getString(2));
            putIfAny(association, "prefix", row.getString(3));
            putIfAny(association, "properties_target", row.getString(4));
          }
        });
  }

  private void addProperties(Map<Long, ObjectNode> namespaces) {
    jdbc.query(
        "SELECT namespace_id, name, json_schema FROM metadef_properties ORDER BY id",
        row -> {
          ObjectNode namespace = namespaces.get(row.getLong(1));
          if (namespace != null) {
            namespace.withObject("properties").set(row.getString(2), parsed(row.getString(3)));
          }
        });
  }

  private void addObjects(Map<Long, ObjectNode> namespaces) {
    jdbc.query(
        "SELECT namespace_id, name, description, required, json_schema FROM metadef_objects"
            + " ORDER BY id",
        row -> {
          ObjectNode namespace = namespaces.get(row.getLong(1));
          if (namespace != null) {
            ObjectNode object = namespace.withArray("objects").addObject();
            object.put("name", row.getString(2));
            putIfAny(object, "description", row.getString(3));
            @Nullable String required = row.getString(4);
            if (required != null && !required.isEmpty()) {
              var names = object.putArray("required");
              for (String one : required.split(",", -1)) {
                names.add(one);
              }
            }
            object.set("properties", parsed(row.getString(5)));
          }
        });
  }

  private void addTags(Map<Long, ObjectNode> namespaces) {
    jdbc.query(
        "SELECT namespace_id, name FROM metadef_tags ORDER BY id",
        row -> {
          ObjectNode namespace = namespaces.get(row.getLong(1));
          if (namespace != null) {
            namespace.withArray("tags").addObject().put("name", row.getString(2));
          }
        });
  }

  private static void putIfAny(ObjectNode part, String member, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      part.put(member, value);
    }
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException _) {
      return JSON.createObjectNode();
    }
  }
}
