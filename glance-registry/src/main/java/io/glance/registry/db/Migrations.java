package io.glance.registry.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a database's schema to Glance 2024.1's, the original's current one, plus our own tables.
 *
 * <p>An empty database gets everything. One that the original made is adopted in place if its
 * revision differs from the current one only by tables that we can add.
 */
public final class Migrations {
  private static final Logger log = LoggerFactory.getLogger(Migrations.class);

  static final String HISTORY_TABLE = "glancej_schema_history";

  /** The version of the last file in {@code db/migration}. */
  static final String LATEST = "9";

  /** The original's revision that our schema is. */
  public static final String REVISION = "2024_1_contract01";

  /** The original's mark of a migration to {@link #REVISION} that is not finished. */
  public static final String EXPANDED = "2024_1_expand01";

  /** Revisions that lack the tables of the image cache and nothing else. */
  private static final Set<String> WITHOUT_CACHE =
      Set.of("xena_contract01", "yoga_contract01", "zed_contract01", "2023_1_contract01");

  /** The same, but of releases so old that only {@code glance-manage db sync} takes them. */
  private static final Set<String> WITHOUT_CACHE_AND_OLD = Set.of("wallaby_contract01");

  private static final Set<String> OLD =
      Set.of(
          "liberty",
          "mitaka01",
          "mitaka02",
          "ocata01",
          "ocata_contract01",
          "pike01",
          "pike_contract01",
          "queens_contract01",
          "rocky_contract01",
          "rocky_contract02",
          "train_contract01",
          "ussuri_contract01");

  private final JdbcAddress address;

  public Migrations(JdbcAddress address) {
    this.address = address;
  }

  /** Who asks decides how far a schema may be behind. */
  public enum Occasion {
    /** A service starts: nothing surprising happens to the database. */
    START,
    /** The operator asked for it. */
    SYNC
  }

  /** Whether nothing is left to do. */
  public boolean upToDate() {
    SchemaState state = state();
    return state.isCurrent() && state.revisions().equals(List.of(REVISION));
  }

  /** The original's revisions; empty if it does not know this database. */
  public List<String> revisions() {
    return state().revisions();
  }

  /**
   * @throws UnusableDatabaseException if the schema is not one that we can bring up to date
   */
  public void apply(Occasion occasion) {
    SchemaState before = state();
    String baseline = baseline(before, occasion);
    if (before.isCurrent()) {
      return;
    }
    FluentConfiguration configuration =
        Flyway.configure()
            .dataSource(address.dataSource())
            .locations(address.database().migrations())
            .table(HISTORY_TABLE)
            .baselineVersion(baseline)
            .baselineDescription("made by the original")
            .loggers("slf4j");
    Flyway flyway = configuration.load();
    if (!before.hasHistory() && before.hasImages()) {
      log.info("Adopting a database of the original at revision {}", before.revisions());
      flyway.baseline();
    }
    flyway.migrate();
    baseline(state(), occasion);
  }

  /** The version of our migrations that the schema stands at. */
  private static String baseline(SchemaState state, Occasion occasion) {
    if (state.revisions().size() > 1) {
      throw new UnusableDatabaseException(
          ("The database is half migrated: alembic_version holds %s. Finish the migration with the"
                  + " release of Glance that began it (glance-manage db migrate, then glance-manage"
                  + " db contract) and start again.")
              .formatted(String.join(" and ", state.revisions())));
    }
    if (state.revisions().isEmpty()) {
      if (state.hasImages() && !state.hasHistory()) {
        throw new UnusableDatabaseException(
            "The database has images but no revision in alembic_version: it is of Newton or older,"
                + " or not Glance's. "
                + upgradeAdvice());
      }
      return "0";
    }
    String revision = state.revisions().getFirst();
    if (revision.equals(REVISION)) {
      return "2";
    }
    if (state.isCurrent()) {
      throw new UnusableDatabaseException(
          "The database was at %s and is now at %s in alembic_version. Was it restored in part?"
              .formatted(REVISION, revision));
    }
    return older(revision, occasion);
  }

  private static String older(String revision, Occasion occasion) {
    if (WITHOUT_CACHE.contains(revision)) {
      return "1";
    }
    if (WITHOUT_CACHE_AND_OLD.contains(revision)) {
      if (occasion == Occasion.SYNC) {
        return "1";
      }
      throw new UnusableDatabaseException(
          "The database is at revision %s, older than Xena (23). Run glance-manage db sync first."
              .formatted(revision));
    }
    if (OLD.contains(revision)) {
      throw new UnusableDatabaseException(
          "The database is at revision %s, older than Xena (23). ".formatted(revision)
              + upgradeAdvice());
    }
    throw new UnusableDatabaseException(
        ("The database is at revision %s, which this release does not know: a newer Glance made it,"
                + " or a migration is under way. This release needs %s.")
            .formatted(revision, REVISION));
  }

  private static String upgradeAdvice() {
    return "Bring it to %s with glance-manage db sync of the original, release 2024.1 or later."
        .formatted(REVISION);
  }

  private SchemaState state() {
    try (Connection connection = address.connect()) {
      return SchemaState.of(connection, address.database());
    } catch (SQLException e) {
      throw new UnusableDatabaseException("The database cannot be read: " + e.getMessage());
    }
  }
}
