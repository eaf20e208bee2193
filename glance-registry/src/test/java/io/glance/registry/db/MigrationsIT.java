package io.glance.registry.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.common.image.ImageStatus;
import io.glance.common.image.Visibility;
import io.glance.registry.db.Migrations.Occasion;
import io.glance.registry.testing.Callers;
import io.glance.registry.testing.Images;
import io.glance.registry.testing.TestedDatabase;
import io.glance.registry.testing.TestingRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestedDatabase.class)
class MigrationsIT {
  private final TestedDatabase database;
  private final String connection;
  private final JdbcAddress address;

  MigrationsIT(TestedDatabase database) {
    this.database = database;
    connection = database.newDatabase();
    address = JdbcAddress.of(DatabaseProperties.of(connection));
  }

  private void execute(String... statements) throws SQLException {
    try (Connection open = address.connect();
        Statement statement = open.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private List<String> column(String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection open = address.connect();
        Statement statement = open.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }

  /** The tables as the original makes them, without anything of ours, at a revision. */
  private void makeOriginal(String revision, boolean withCacheTables) throws Exception {
    script("V1__glance_2023_1.sql");
    if (withCacheTables) {
      script("V2__glance_2024_1.sql");
    }
    execute("UPDATE alembic_version SET version_num = '" + revision + "'");
    try (InputStream rows = getClass().getResourceAsStream("/original/rows.sql")) {
      run(new String(rows.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private void script(String name) throws IOException, SQLException {
    String folder = database == TestedDatabase.SQLITE ? "sqlite" : "mysql";
    try (InputStream script =
        getClass().getResourceAsStream("/db/migration/%s/%s".formatted(folder, name))) {
      run(new String(script.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private void run(String script) throws SQLException {
    for (String statement : script.replaceAll("(?m)^--.*$", "").split(";\\s*\n")) {
      if (!statement.isBlank()) {
        execute(statement);
      }
    }
  }

  @Test
  void anEmptyDatabaseGetsEverythingOnce() throws Exception {
    Migrations migrations = new Migrations(address);

    migrations.apply(Occasion.START);
    migrations.apply(Occasion.START);

    assertThat(migrations.revisions()).containsExactly("2024_1_contract01");
    assertThat(migrations.upToDate()).isTrue();
    assertThat(column("SELECT COUNT(*) FROM images")).containsExactly("0");
  }

  @Test
  void theLastMigrationIsTheOneThatCountsAsDone() throws Exception {
    new Migrations(address).apply(Occasion.START);

    assertThat(column("SELECT version FROM glancej_schema_history ORDER BY installed_rank DESC"))
        .first()
        .isEqualTo(Migrations.LATEST);
  }

  @Test
  void aCreationThatWasCutShortIsContinued() throws Exception {
    new Migrations(address).apply(Occasion.START);
    execute(
        "DELETE FROM glancej_schema_history WHERE version IN ('1', '2', '3', '4', '5', '6', '7', '8', '9')",
        "ALTER TABLE glancej_transfers DROP COLUMN location_id",
        "ALTER TABLE glancej_transfers DROP COLUMN task_id",
        "ALTER TABLE glancej_transfers DROP COLUMN project_id",
        "ALTER TABLE glancej_transfers DROP COLUMN owner",
        "ALTER TABLE glancej_transfers DROP COLUMN reserved",
        "ALTER TABLE images DROP COLUMN glancej_status_before",
        "DROP TABLE cached_images",
        "DELETE FROM alembic_version");

    new Migrations(address).apply(Occasion.START);

    assertThat(column("SELECT version_num FROM alembic_version"))
        .containsExactly("2024_1_contract01");
    assertThat(column("SELECT COUNT(*) FROM cached_images")).containsExactly("0");
  }

  @Test
  void aCurrentDatabaseOfTheOriginalIsServedWithItsRows() throws Exception {
    makeOriginal("2024_1_contract01", true);

    try (TestingRegistry registry = TestingRegistry.start(connection)) {
      Image image =
          registry
              .client()
              .images()
              .get("10000000-0000-4000-8000-000000000001", Callers.of("acme"));
      assertThat(image.name()).isEqualTo("ubuntu ünï");
      assertThat(image.status()).isEqualTo(ImageStatus.ACTIVE);
      assertThat(image.visibility()).isEqualTo(Visibility.SHARED);
      assertThat(image.createdAt()).isEqualTo(Instant.parse("2023-05-06T07:08:09Z"));
      assertThat(image.updatedAt()).isEqualTo(image.createdAt());
      assertThat(image.properties()).isEqualTo(Map.of("os_distro", "ubuntu"));
      assertThat(image.tags()).containsExactly("lts", "a");
      assertThat(image.locations())
          .containsExactly(
              new ImageLocation(1, "file:///var/lib/glance/x", Map.of("store", "fast")));
      assertThat(registry.client().images().list(Images.query(), Callers.of("beta")))
          .extracting(Image::id)
          .containsExactly(
              "10000000-0000-4000-8000-000000000002", "10000000-0000-4000-8000-000000000001");
    }
    assertThat(column("SELECT COUNT(*) FROM images")).containsExactly("4");
    assertThat(column("SELECT version_num FROM alembic_version"))
        .containsExactly("2024_1_contract01");
  }

  @Test
  void aDatabaseOfThePreviousRevisionGetsWhatItLacks() throws Exception {
    makeOriginal("2023_1_contract01", false);

    new Migrations(address).apply(Occasion.START);

    assertThat(column("SELECT version_num FROM alembic_version"))
        .containsExactly("2024_1_contract01");
    assertThat(column("SELECT COUNT(*) FROM cached_images")).containsExactly("0");
    assertThat(column("SELECT COUNT(*) FROM images")).containsExactly("4");
  }

  @Test
  void anEmptyRevisionOnTheWayIsAsGoodAsTheNext() throws Exception {
    makeOriginal("zed_contract01", false);

    new Migrations(address).apply(Occasion.START);

    assertThat(column("SELECT version_num FROM alembic_version"))
        .containsExactly("2024_1_contract01");
  }

  @Test
  void anOlderDatabaseIsRefusedAndLeftAlone() throws Exception {
    for (String revision : List.of("ussuri_contract01", "pike01", "wallaby_contract01")) {
      makeOriginal(revision, false);

      assertThatExceptionOfType(UnusableDatabaseException.class)
          .isThrownBy(() -> new Migrations(address).apply(Occasion.START))
          .withMessageContaining(revision)
          .withMessageContaining("older than Xena (23)")
          .withMessageContaining("db sync");
      assertThat(column("SELECT version_num FROM alembic_version")).containsExactly(revision);
      execute(
          "DELETE FROM image_members",
          "DELETE FROM image_tags",
          "DELETE FROM image_properties",
          "DELETE FROM image_locations",
          "DELETE FROM images",
          "DELETE FROM alembic_version");
    }
  }

  @Test
  void wallabyIsTakenWhenTheOperatorAsksForIt() throws Exception {
    makeOriginal("wallaby_contract01", false);

    new Migrations(address).apply(Occasion.SYNC);

    assertThat(column("SELECT version_num FROM alembic_version"))
        .containsExactly("2024_1_contract01");
  }

  @Test
  void aHalfMigratedDatabaseIsRefusedWithAdvice() throws Exception {
    makeOriginal("2023_1_contract01", true);
    execute(
        "DELETE FROM alembic_version",
        "INSERT INTO alembic_version VALUES ('2023_1_contract01'), ('2024_1_expand01')");

    assertThatExceptionOfType(UnusableDatabaseException.class)
        .isThrownBy(() -> new Migrations(address).apply(Occasion.START))
        .withMessageContaining("half migrated")
        .withMessageContaining("2024_1_expand01")
        .withMessageContaining("glance-manage db contract");
  }

  @Test
  void aDatabaseOfTheFutureIsRefused() throws Exception {
    new Migrations(address).apply(Occasion.START);
    execute("UPDATE alembic_version SET version_num = '2027_1_contract01'");

    assertThatExceptionOfType(UnusableDatabaseException.class)
        .isThrownBy(() -> new Migrations(address).apply(Occasion.START))
        .withMessageContaining("2027_1_contract01");
  }

  @Test
  void imagesWithoutARevisionAreRefused() throws Exception {
    execute("CREATE TABLE images (id VARCHAR(36) NOT NULL PRIMARY KEY)");

    assertThatExceptionOfType(UnusableDatabaseException.class)
        .isThrownBy(() -> new Migrations(address).apply(Occasion.START))
        .withMessageContaining("Newton or older");
    assertThat(column("SELECT COUNT(*) FROM images")).containsExactly("0");
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws Exception {
    if (database == TestedDatabase.SQLITE) {
      Path file = Files.writeString(Files.createTempFile("no", ".db"), "x".repeat(5000));
      JdbcAddress wrong = JdbcAddress.of(DatabaseProperties.of("sqlite:///" + file));

      assertThatExceptionOfType(UnusableDatabaseException.class)
          .isThrownBy(() -> new Migrations(wrong).apply(Occasion.START));
    }
  }
}
