package io.glance.registry.manage;

import io.glance.registry.db.DatabaseTime;
import io.glance.registry.db.JdbcAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes rows for good that were soft-deleted long ago, in batches.
 *
 * <p>Unlike the original's, it leaves alone what still has bytes to be removed, with all that
 * belongs to it and may be restored, and images that were restored and kept their time of deletion.
 *
 * <p>Source: glance/db/sqlalchemy/api.py, purge_deleted_rows and purge_deleted_rows_from_images.
 */
final class Purge {
  private static final Logger log = LoggerFactory.getLogger(Purge.class);
  private static final int BATCH = 500;
  private static final List<String> BELONGINGS =
      List.of("image_properties", "image_tags", "image_members", "image_locations");

  private final JdbcAddress address;
  private final String before;
  private final long most;

  /**
   * @param before rows deleted earlier go
   * @param most rows of each table; -1 for all
   */
  Purge(JdbcAddress address, Instant before, long most) {
    this.address = address;
    this.before = DatabaseTime.write(before);
    this.most = most;
  }

  /** Everything but images: what belonged to them, and tasks. */
  void belongings(long ageInDays) throws SQLException {
    try (Connection connection = address.connect()) {
      table(connection, "task_info", ageInDays, this::expiredTasks, "task_id");
      for (String table : BELONGINGS) {
        table(connection, table, ageInDays, (c, limit) -> expired(c, table, limit), "id");
      }
      table(connection, "tasks", ageInDays, (c, limit) -> expired(c, "tasks", limit), "id");
    }
  }

  /** Images, and what belonged to them. Their ids can be used again. */
  void images(long ageInDays) throws SQLException {
    try (Connection connection = address.connect()) {
      log.info("Purging deleted rows older than {} day(s) from table images", ageInDays);
      long purged =
          inBatches(
              connection,
              limit -> expired(connection, "images", limit),
              keys -> {
                for (String table : BELONGINGS) {
                  delete(connection, table, "image_id", keys);
                }
                return delete(connection, "images", "id", keys);
              });
      log.info("Deleted {} row(s) from table images", purged);
    }
  }

  private interface Finder {
    List<Object> find(Connection connection, int limit) throws SQLException;
  }

  private interface Batch {
    List<Object> find(int limit) throws SQLException;
  }

  private interface Deletion {
    int delete(List<Object> keys) throws SQLException;
  }

  private void table(Connection connection, String table, long ageInDays, Finder finder, String key)
      throws SQLException {
    log.info("Purging deleted rows older than {} day(s) from table {}", ageInDays, table);
    long purged =
        inBatches(
            connection,
            limit -> finder.find(connection, limit),
            keys -> delete(connection, table, key, keys));
    log.info("Deleted {} row(s) from table {}", purged, table);
  }

  private long inBatches(Connection connection, Batch batch, Deletion deletion)
      throws SQLException {
    long purged = 0;
    connection.setAutoCommit(false);
    try {
      while (most < 0 || purged < most) {
        int limit = (int) (most < 0 ? BATCH : Math.min(BATCH, most - purged));
        List<Object> keys = batch.find(limit);
        if (keys.isEmpty()) {
          break;
        }
        purged += deletion.delete(keys);
        connection.commit();
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    return purged;
  }

  private List<Object> expiredTasks(Connection connection, int limit) throws SQLException {
    return keys(
        connection,
        "SELECT i.task_id FROM task_info i JOIN tasks t ON t.id = i.task_id"
            + " WHERE t.deleted = 1 AND t.deleted_at < ? ORDER BY t.deleted_at LIMIT ?",
        limit);
  }

  private List<Object> expired(Connection connection, String table, int limit) throws SQLException {
    return keys(
        connection,
        "SELECT id FROM "
            + table
            + " WHERE deleted = 1 AND deleted_at < ?"
            + withoutBytes(table)
            + " ORDER BY deleted_at LIMIT ?",
        limit);
  }

  private static String withoutBytes(String table) {
    return switch (table) {
      case "image_locations" -> " AND status <> 'pending_delete'";
      case "images" ->
          " AND status <> 'pending_delete' AND NOT EXISTS (SELECT 1 FROM image_locations l"
              + " WHERE l.image_id = images.id AND l.status = 'pending_delete')";
      case "image_properties", "image_tags", "image_members" ->
          " AND NOT EXISTS (SELECT 1 FROM images i WHERE i.id = %s.image_id".formatted(table)
              + " AND i.status = 'pending_delete')";
      default -> "";
    };
  }

  private List<Object> keys(Connection connection, String sql, int limit) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, before);
      statement.setInt(2, limit);
      List<Object> keys = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          keys.add(rows.getObject(1));
        }
      }
      return keys;
    }
  }

  private static int delete(Connection connection, String table, String key, List<Object> keys)
      throws SQLException {
    String sql =
        "DELETE FROM %s WHERE %s IN (?%s)".formatted(table, key, ", ?".repeat(keys.size() - 1));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < keys.size(); i++) {
        statement.setObject(i + 1, keys.get(i));
      }
      return statement.executeUpdate();
    }
  }
}
