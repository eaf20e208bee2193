package io.glance.registry.manage;

import io.glance.registry.db.DatabaseTime;
import io.glance.registry.manage.CatalogueFile.Association;
import io.glance.registry.manage.CatalogueFile.Group;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes files of the catalogue into the database.
 *
 * <p>Source: glance/db/sqlalchemy/metadata.py, _populate_metadata.
 */
final class MetadefLoad {
  /** Those that refer to others come first. */
  static final List<String> TABLES =
      List.of(
          "metadef_properties",
          "metadef_objects",
          "metadef_tags",
          "metadef_namespace_resource_types",
          "metadef_namespaces",
          "metadef_resource_types");

  private static final int CONTENTS = 4;

  /** What becomes of a namespace that the database has already. */
  enum Mode {
    /** It stays as it is. */
    SKIP,
    /** What it lacks is added. */
    ADD,
    /** What it lacks is added, and what the file has replaces the rest. */
    PREFER_NEW,
    /** It is removed before. */
    OVERWRITE;

    static Mode of(boolean merge, boolean preferNew, boolean overwrite) {
      if (!merge) {
        return SKIP;
      }
      if (overwrite) {
        return OVERWRITE;
      }
      return preferNew ? PREFER_NEW : ADD;
    }
  }

  private final JdbcTemplate jdbc;
  private final Mode mode;
  private final Clock clock;

  MetadefLoad(JdbcTemplate jdbc, Mode mode, Clock clock) {
    this.jdbc = jdbc;
    this.mode = mode;
    this.clock = clock;
  }

  /** Whether anything was done, and not skipped. */
  boolean load(CatalogueFile file) {
    @Nullable Long known = namespaceId(file.namespace());
    if (known != null && mode == Mode.SKIP) {
      return false;
    }
    if (known != null && mode == Mode.OVERWRITE) {
      TABLES
          .subList(0, CONTENTS)
          .forEach(table -> jdbc.update("DELETE FROM " + table + " WHERE namespace_id = ?", known));
      jdbc.update("DELETE FROM metadef_namespaces WHERE id = ?", known);
    }
    long namespace =
        known == null || mode == Mode.OVERWRITE
            ? insertNamespace(file)
            : updateNamespace(known, file);
    file.associations().forEach(one -> associate(namespace, one));
    file.properties().forEach((name, schema) -> writeProperty(namespace, name, schema));
    file.objects().forEach(one -> writeObject(namespace, one));
    file.tags().forEach(name -> writeTag(namespace, name));
    return true;
  }

  private @Nullable Long namespaceId(String name) {
    return id("SELECT id FROM metadef_namespaces WHERE namespace = ?", name);
  }

  private long insertNamespace(CatalogueFile file) {
    jdbc.update(
        "INSERT INTO metadef_namespaces (namespace, display_name, description, visibility,"
            + " protected, owner, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        file.namespace(),
        file.displayName(),
        file.description(),
        file.visibility(),
        flag(file),
        file.owner(),
        now());
    return existing(namespaceId(file.namespace()));
  }

  private long updateNamespace(long id, CatalogueFile file) {
    if (mode == Mode.PREFER_NEW) {
      jdbc.update(
          "UPDATE metadef_namespaces SET display_name = ?, description = ?, visibility = ?,"
              + " protected = ?, owner = ?, updated_at = ? WHERE id = ?",
          file.displayName(),
          file.description(),
          file.visibility(),
          flag(file),
          file.owner(),
          now(),
          id);
    }
    return id;
  }

  private static @Nullable Integer flag(CatalogueFile file) {
    if (file.isProtected() == null) {
      return null;
    }
    return file.isProtected() ? 1 : 0;
  }

  private void associate(long namespace, Association association) {
    String find = "SELECT id FROM metadef_resource_types WHERE name = ?";
    @Nullable Long known = id(find, association.type());
    if (known == null) {
      jdbc.update(
          "INSERT INTO metadef_resource_types (name, protected, created_at) VALUES (?, 1, ?)",
          association.type(),
          now());
    } else if (mode == Mode.PREFER_NEW) {
      jdbc.update("UPDATE metadef_resource_types SET updated_at = ? WHERE id = ?", now(), known);
    }
    long type = known == null ? existing(id(find, association.type())) : known;
    write(
        id(
            "SELECT namespace_id FROM metadef_namespace_resource_types WHERE namespace_id = ?"
                + " AND resource_type_id = ?",
            namespace,
            type),
        "INSERT INTO metadef_namespace_resource_types (properties_target, prefix, created_at,"
            + " namespace_id, resource_type_id) VALUES (?, ?, ?, ?, ?)",
        "UPDATE metadef_namespace_resource_types SET properties_target = ?, prefix = ?,"
            + " updated_at = ? WHERE namespace_id = ? AND resource_type_id = ?",
        association.propertiesTarget(),
        association.prefix(),
        now(),
        namespace,
        type);
  }

  private void writeProperty(long namespace, String name, String schema) {
    write(
        contentId("metadef_properties", namespace, name),
        "INSERT INTO metadef_properties (json_schema, created_at, namespace_id, name)"
            + " VALUES (?, ?, ?, ?)",
        "UPDATE metadef_properties SET json_schema = ?, updated_at = ? WHERE namespace_id = ?"
            + " AND name = ?",
        schema,
        now(),
        namespace,
        name);
  }

  private void writeObject(long namespace, Group object) {
    write(
        contentId("metadef_objects", namespace, object.name()),
        "INSERT INTO metadef_objects (description, required, json_schema, created_at,"
            + " namespace_id, name) VALUES (?, ?, ?, ?, ?, ?)",
        "UPDATE metadef_objects SET description = ?, required = ?, json_schema = ?,"
            + " updated_at = ? WHERE namespace_id = ? AND name = ?",
        object.description(),
        object.required(),
        object.properties(),
        now(),
        namespace,
        object.name());
  }

  private void writeTag(long namespace, String name) {
    write(
        contentId("metadef_tags", namespace, name),
        "INSERT INTO metadef_tags (created_at, namespace_id, name) VALUES (?, ?, ?)",
        "UPDATE metadef_tags SET updated_at = ? WHERE namespace_id = ? AND name = ?",
        now(),
        namespace,
        name);
  }

  /**
   * @param known absent: the row is not there yet
   */
  private void write(
      @Nullable Long known, String insert, String update, @Nullable Object... values) {
    if (known == null) {
      jdbc.update(insert, values);
    } else if (mode == Mode.PREFER_NEW) {
      jdbc.update(update, values);
    }
  }

  private @Nullable Long contentId(String table, long namespace, String name) {
    return id("SELECT id FROM " + table + " WHERE namespace_id = ? AND name = ?", namespace, name);
  }

  private @Nullable Long id(String sql, Object... values) {
    List<Long> ids = jdbc.query(sql, (row, _) -> row.getLong(1), values);
    return ids.isEmpty() ? null : ids.getFirst();
  }

  private static long existing(@Nullable Long id) {
    if (id == null) {
      throw new IllegalStateException("a row that was just written is not there");
    }
    return id;
  }

  private String now() {
    return DatabaseTime.write(clock.instant().truncatedTo(ChronoUnit.SECONDS));
  }
}
