package io.glance.registry.metadef;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Visibility;
import io.glance.common.metadef.Namespace;
import io.glance.registry.db.DatabaseTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of {@code metadef_namespaces}. */
record NamespaceRow(long id, Namespace namespace) {
  static final String COLUMNS =
      "id, namespace, display_name, description, visibility, protected, owner, created_at,"
          + " updated_at";

  private static final String PUBLIC = Visibility.PUBLIC.wireName();

  static NamespaceRow read(ResultSet rows) throws SQLException {
    String owner = Objects.requireNonNullElse(rows.getString(7), "");
    return new NamespaceRow(
        rows.getLong(1),
        new Namespace(
            rows.getString(2),
            rows.getString(3),
            rows.getString(4),
            PUBLIC.equals(rows.getString(5)) ? Visibility.PUBLIC : Visibility.PRIVATE,
            rows.getInt(6) == 1,
            owner.isEmpty() ? null : owner,
            DatabaseTime.read(rows.getString(8)),
            time(rows.getString(9))));
  }

  static @Nullable Instant time(@Nullable String text) {
    return text == null ? null : DatabaseTime.read(text);
  }

  /** Which rows the caller sees. */
  static Condition visibleTo(RequestContext caller) {
    if (caller.admin()) {
      return Condition.of("1 = 1");
    }
    @Nullable String project = caller.projectId();
    return project == null || project.isEmpty()
        ? Condition.of("visibility = ?", PUBLIC)
        : Condition.of("(owner = ? OR visibility = ?)", project, PUBLIC);
  }

  boolean isVisibleTo(RequestContext caller) {
    return caller.admin()
        || namespace.visibility() == Visibility.PUBLIC
        || (namespace.owner() != null && namespace.owner().equals(caller.projectId()));
  }

  String name() {
    return namespace.name();
  }

  /**
   * @throws GlanceException.Forbidden if what it has is kept
   */
  void requireUnprotected() {
    if (namespace.isProtected()) {
      throw protectedError("namespace", name());
    }
  }

  /**
   * @throws GlanceException.Forbidden if what it has is kept
   */
  void requireUnprotected(String kind, String name) {
    if (namespace.isProtected()) {
      throw protectedError(kind, name);
    }
  }

  private static GlanceException protectedError(String kind, String name) {
    return new GlanceException.Forbidden(
        "Metadata definition %s %s is protected and cannot be deleted.".formatted(kind, name));
  }
}
