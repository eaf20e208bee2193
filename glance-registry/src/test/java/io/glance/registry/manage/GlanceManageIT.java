package io.glance.registry.manage;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.registry.db.DatabaseProperties;
import io.glance.registry.db.JdbcAddress;
import io.glance.registry.testing.TestedDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestedDatabase.class)
class GlanceManageIT {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  private final JdbcAddress address;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  GlanceManageIT(TestedDatabase database) {
    address = JdbcAddress.of(DatabaseProperties.of(database.newDatabase()));
  }

  private int run(String command) {
    out.reset();
    err.reset();
    GlanceManage manage =
        new GlanceManage(
            address,
            Clock.fixed(NOW, ZoneOffset.UTC),
            new MetadefCommands(address, Clock.fixed(NOW, ZoneOffset.UTC), Path.of("nowhere")),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return manage.run(ManageArguments.parse(List.of(command.split(" "))));
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8).strip();
  }

  private void execute(String... statements) throws SQLException {
    try (Connection connection = address.connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private int count(String table) throws SQLException {
    try (Connection connection = address.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  @Test
  void aDatabaseIsSyncedOnce() {
    assertThat(run("db check")).isEqualTo(3);
    assertThat(run("db version")).isZero();
    assertThat(printed()).contains("not under migration control");
    assertThat(run("db sync")).isZero();
    assertThat(printed()).isEqualTo("Database is synced successfully.");
    assertThat(run("db_sync")).isZero();
    assertThat(printed()).isEqualTo("Database is up to date. No migrations needed.");
    assertThat(run("db_version")).isZero();
    assertThat(printed()).isEqualTo("2024_1_contract01");
    assertThat(run("db_check")).isZero();
    assertThat(printed()).isEqualTo("Database is up to date. No upgrades needed.");
    assertThat(run("db upgrade --version heads")).isZero();
    assertThat(run("db_upgrade pike_contract01")).isEqualTo(1);
  }

  @Test
  void aHalfMigratedDatabaseNeedsItsContractStep() throws SQLException {
    run("db sync");
    execute(
        "DELETE FROM alembic_version",
        "INSERT INTO alembic_version VALUES ('2023_1_contract01'), ('2024_1_expand01')");

    assertThat(run("db check")).isEqualTo(5);
    assertThat(run("db sync")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("Failed to sync database: ERROR:");
  }

  @Test
  void purgeRemovesWhatWasDeletedLongAgoAndNothingElse() throws SQLException {
    run("db sync");
    image("live", "active", null);
    image("recent", "deleted", "2026-05-20");
    image("old", "deleted", "2026-03-01");
    image("older", "deleted", "2025-06-01");
    image("bytes", "pending_delete", "2020-01-01");
    execute("UPDATE images SET deleted_at = '2020-01-01 00:00:00' WHERE id = 'live'");

    assertThat(run("db purge")).isZero();
    assertThat(count("images")).isEqualTo(5);
    assertThat(count("image_properties WHERE image_id IN ('old', 'older')")).isZero();
    assertThat(count("image_properties WHERE image_id = 'bytes'")).isEqualTo(1);
    assertThat(count("image_properties")).isEqualTo(3);
    assertThat(count("image_locations WHERE image_id IN ('live', 'recent', 'bytes')")).isEqualTo(3);
    assertThat(count("image_locations")).isEqualTo(3);
    assertThat(run("db purge_images_table")).isZero();
    assertThat(count("images WHERE id = 'older'")).isZero();
    assertThat(count("images")).isEqualTo(4);
    assertThat(run("db_purge_images_table --age_in_days=1 --max_rows=-1")).isZero();
    assertThat(count("images")).isEqualTo(2);
  }

  @Test
  void purgeTakesNoMoreRowsThanAllowed() throws SQLException {
    run("db sync");
    for (int i = 0; i < 7; i++) {
      image("i" + i, "deleted", "2020-01-01");
    }

    assertThat(run("db purge --max_rows 3")).isZero();
    assertThat(count("image_properties")).isEqualTo(4);
    assertThat(run("db purge 30 0")).isZero();
    assertThat(count("image_properties")).isEqualTo(4);
    assertThat(run("db purge 30 -1")).isZero();
    assertThat(count("image_properties")).isZero();
  }

  @Test
  void tasksGoWithTheirDetails() throws SQLException {
    run("db sync");
    execute(
        "INSERT INTO tasks (id, type, status, owner, created_at, deleted_at, deleted)"
            + " VALUES ('t', 'import', 'success', 'o', '2020-01-01 00:00:00',"
            + " '2020-01-01 00:00:00', 1)",
        "INSERT INTO task_info (task_id) VALUES ('t')");

    assertThat(run("db purge")).isZero();
    assertThat(count("tasks")).isZero();
    assertThat(count("task_info")).isZero();
  }

  private void image(String id, String status, String deletedOn) throws SQLException {
    String deletedAt = deletedOn == null ? "NULL" : "'" + deletedOn + " 00:00:00.000000'";
    int deleted = deletedOn == null ? 0 : 1;
    execute(
        ("INSERT INTO images (id, status, created_at, deleted_at, deleted, min_disk, min_ram)"
                + " VALUES ('%s', '%s', '2020-01-01 00:00:00', %s, %d, 0, 0)")
            .formatted(id, status, deletedAt, deleted),
        ("INSERT INTO image_properties (image_id, name, created_at, deleted_at, deleted)"
                + " VALUES ('%s', 'p', '2020-01-01 00:00:00', %s, %d)")
            .formatted(id, deletedAt, deleted),
        ("INSERT INTO image_locations (image_id, value, created_at, deleted_at, deleted, status)"
                + " VALUES ('%s', 'u', '2020-01-01 00:00:00', %s, %d, '%s')")
            .formatted(id, deletedAt, deleted, status));
  }

  @Test
  void wrongAgesAndLimitsAreRefused() {
    run("db sync");

    for (String command :
        List.of(
            "db purge --age_in_days -1",
            "db purge --age_in_days=99999999999",
            "db purge --age_in_days x",
            "db purge --max_rows -2",
            "db purge --max_rows 2147483648",
            "db purge_images_table --age_in_days -1")) {
      assertThat(run(command)).as(command).isEqualTo(1);
    }
  }

  @Test
  void anUnknownCommandIsAnsweredWithUsage() {
    assertThat(run("db frobnicate")).isEqualTo(2);
    assertThat(run("frobnicate")).isEqualTo(2);
    assertThat(run("db")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("purge_images_table");
  }
}
