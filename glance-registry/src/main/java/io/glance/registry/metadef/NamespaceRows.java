package io.glance.registry.metadef;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.metadef.Namespace;
import io.glance.common.registryapi.NamespaceValues;
import io.glance.registry.db.Database;
import io.glance.registry.db.Queries;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rows of namespaces, one at a time. Thread-safe. */
final class NamespaceRows {
  private final Queries queries;
  private final RowWriter writer;
  private final String locking;

  NamespaceRows(Queries queries, RowWriter writer, Database database) {
    this.queries = queries;
    this.writer = writer;
    this.locking =
        switch (database) {
          case MYSQL -> " FOR UPDATE";
          case SQLITE -> "";
        };
  }

  /**
   * @throws GlanceException.NotFound if there is none of that name
   * @throws GlanceException.Forbidden if the caller may not see it
   */
  NamespaceRow find(String name, RequestContext caller) {
    return read(name, "", caller);
  }

  /** As {@link #find}; nobody else changes it, or what is in it, until the transaction ends. */
  NamespaceRow lock(String name, RequestContext caller) {
    return read(name, locking, caller);
  }

  private NamespaceRow read(String name, String locking, RequestContext caller) {
    @Nullable NamespaceRow found =
        !ColumnRule.canHold(name)
            ? null
            : queries.read(
                "SELECT "
                    + NamespaceRow.COLUMNS
                    + " FROM metadef_namespaces WHERE namespace = ?"
                    + locking,
                List.of(name),
                rows -> rows.next() ? NamespaceRow.read(rows) : null);
    if (found == null) {
      throw new GlanceException.NotFound(
          "Metadata definition namespace=%s was not found.".formatted(name));
    }
    if (!found.isVisibleTo(caller)) {
      throw new GlanceException.Forbidden(
          "Forbidding request, metadata definition namespace=%s is not visible.".formatted(name));
    }
    return found;
  }

  /**
   * @throws GlanceException.Duplicate if there is one of that name
   */
  NamespaceRow insert(NamespaceValues values) {
    requireFitting(values);
    Instant now = writer.now();
    writer.changeOr(
        () ->
            new GlanceException.Duplicate(
                "The metadata definition namespace=%s already exists.".formatted(values.name())),
        "INSERT INTO metadef_namespaces (namespace, display_name, description, visibility,"
            + " protected, owner, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        values.name(),
        values.displayName(),
        values.description(),
        values.visibility().wireName(),
        values.isProtected(),
        owner(values),
        now,
        now);
    long id =
        queries.read(
            "SELECT id FROM metadef_namespaces WHERE namespace = ?",
            List.of(values.name()),
            rows -> {
              rows.next();
              return rows.getLong(1);
            });
    return new NamespaceRow(id, namespace(values, now, now));
  }

  /**
   * @throws GlanceException.Duplicate if another one has the new name
   */
  Namespace update(NamespaceRow row, NamespaceValues values) {
    requireFitting(values);
    Instant now = writer.now();
    writer.changeOr(
        () ->
            new GlanceException.Duplicate(
                ("Invalid update. It would result in a duplicate metadata definition namespace with"
                        + " the same name of %s")
                    .formatted(values.name())),
        "UPDATE metadef_namespaces SET namespace = ?, display_name = ?, description = ?,"
            + " visibility = ?, protected = ?, owner = ?, updated_at = ? WHERE id = ?",
        values.name(),
        values.displayName(),
        values.description(),
        values.visibility().wireName(),
        values.isProtected(),
        owner(values),
        now,
        row.id());
    return namespace(values, row.namespace().createdAt(), now);
  }

  /** What is in it has to be gone already. */
  void delete(NamespaceRow row) {
    writer.change("DELETE FROM metadef_namespaces WHERE id = ?", row.id());
  }

  private static void requireFitting(NamespaceValues values) {
    ColumnRule.requireName("namespace", values.name());
    ColumnRule.requireName("display_name", values.displayName());
    ColumnRule.requireText("description", values.description());
    ColumnRule.requireOwner(values.owner());
  }

  /** The column takes no NULL. */
  private static String owner(NamespaceValues values) {
    return Objects.requireNonNullElse(values.owner(), "");
  }

  private static Namespace namespace(NamespaceValues values, Instant created, Instant updated) {
    return new Namespace(
        values.name(),
        values.displayName(),
        values.description(),
        values.visibility(),
        values.isProtected(),
        values.owner(),
        created,
        updated);
  }
}
