package io.glance.registry.manage;

import io.glance.common.config.ConfigException;
import io.glance.common.config.OsloEnvironment;
import io.glance.common.logging.GlanceLogging;
import io.glance.registry.db.DatabaseProperties;
import io.glance.registry.db.JdbcAddress;
import io.glance.registry.db.Migrations;
import io.glance.registry.db.Migrations.Occasion;
import io.glance.registry.db.UnusableDatabaseException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;

/**
 * The command {@code glance-manage}.
 *
 * <p>Source: glance/cmd/manage.py; its messages and exit codes.
 */
public final class GlanceManage {
  private static final String PROGRAM = "glance-manage";
  private static final int FAILED = 1;
  private static final int USAGE = 2;
  private static final int EXPAND_NEEDED = 3;
  private static final int CONTRACT_NEEDED = 5;
  private static final long MOST_ROWS = Integer.MAX_VALUE;
  private static final long SECONDS_OF_DAY = 86_400;

  private final JdbcAddress address;
  private final Clock clock;
  private final PrintStream out;
  private final PrintStream err;
  private final MetadefCommands metadefs;

  GlanceManage(
      JdbcAddress address,
      Clock clock,
      MetadefCommands metadefs,
      PrintStream out,
      PrintStream err) {
    this.address = address;
    this.clock = clock;
    this.metadefs = metadefs;
    this.out = out;
    this.err = err;
  }

  public static void main(String[] args) {
    List<String> words = Arrays.asList(args);
    if (words.contains("--help") || words.contains("-h")) {
      usage("", System.out);
      return;
    }
    OsloEnvironment options = OsloEnvironment.loadOrExit(PROGRAM, args);
    GlanceLogging logging = new GlanceLogging(PROGRAM);
    ManageArguments arguments = ManageArguments.parse(Arrays.asList(options.remainingArguments()));
    if (!isKnown(arguments.command())) {
      System.exit(usage(arguments.command(), System.err));
    }
    try {
      logging.apply(options);
      options.logWarnings();
      JdbcAddress address = JdbcAddress.of(options.bind("database", DatabaseProperties.class));
      MetadefCommands metadefs =
          new MetadefCommands(
              address,
              Clock.systemUTC(),
              options.bind("DEFAULT", MetadefProperties.class).metadataSourcePath());
      System.exit(
          new GlanceManage(address, Clock.systemUTC(), metadefs, System.out, System.err)
              .run(arguments));
    } catch (ConfigException | UnusableDatabaseException e) {
      System.err.println(PROGRAM + ": " + e.getMessage());
      System.exit(FAILED);
    }
  }

  private static boolean isKnown(String command) {
    return List.of(
            "version",
            "check",
            "sync",
            "upgrade",
            "purge",
            "purge_images_table",
            "load_metadefs",
            "unload_metadefs",
            "export_metadefs")
        .contains(command);
  }

  /** Does the command. Returns the exit code. */
  int run(ManageArguments arguments) {
    try {
      return switch (arguments.command()) {
        case "version" -> version();
        case "check" -> check();
        case "sync" -> sync(arguments);
        case "upgrade" -> upgrade(arguments);
        case "purge" -> purge(arguments, 30, false);
        case "purge_images_table" -> purge(arguments, 180, true);
        case "load_metadefs" -> metadefs.load(arguments);
        case "unload_metadefs" -> metadefs.unload();
        case "export_metadefs" -> metadefs.export(arguments);
        default -> usage(arguments.command(), err);
      };
    } catch (CommandFailure | UnusableDatabaseException e) {
      err.println(e.getMessage());
      return FAILED;
    }
  }

  private int version() {
    List<String> revisions = new Migrations(address).revisions();
    if (revisions.isEmpty()) {
      out.println(
          "Database is either not under migration control or under legacy migration control,"
              + " please run \"glance-manage db sync\" to place the database under alembic"
              + " migration control.");
    }
    revisions.forEach(out::println);
    return 0;
  }

  private int check() {
    List<String> revisions = new Migrations(address).revisions();
    if (revisions.contains(Migrations.REVISION)) {
      out.println("Database is up to date. No upgrades needed.");
      return 0;
    }
    if (revisions.contains(Migrations.EXPANDED)) {
      out.println(
          "Your database is not up to date. Your next step is to run `glance-manage db contract`"
              + " of the release that began the migration.");
      return CONTRACT_NEEDED;
    }
    out.println(
        "Your database is not up to date. Your first step is to run `glance-manage db sync`.");
    return EXPAND_NEEDED;
  }

  private int sync(ManageArguments arguments) {
    requireHead(arguments);
    Migrations migrations = new Migrations(address);
    if (migrations.upToDate()) {
      out.println("Database is up to date. No migrations needed.");
      return 0;
    }
    try {
      migrations.apply(Occasion.SYNC);
    } catch (UnusableDatabaseException e) {
      throw new CommandFailure("Failed to sync database: ERROR: " + e.getMessage());
    }
    out.println("Database is synced successfully.");
    return 0;
  }

  private int upgrade(ManageArguments arguments) {
    requireHead(arguments);
    Migrations migrations = new Migrations(address);
    migrations.apply(Occasion.SYNC);
    out.println(
        "Upgraded database, current revision(s): " + String.join(", ", migrations.revisions()));
    return 0;
  }

  private static void requireHead(ManageArguments arguments) {
    String version = arguments.option("version", 0).orElse("heads");
    if (!List.of("heads", "head", Migrations.REVISION).contains(version)) {
      throw new CommandFailure(
          "A database can be brought to %s only, not to %s."
              .formatted(Migrations.REVISION, version));
    }
  }

  private int purge(ManageArguments arguments, long usualAge, boolean images) {
    long age = arguments.number("age_in_days", 0, usualAge);
    long rows = arguments.number("max_rows", 1, 100);
    if (age < 0) {
      throw new CommandFailure("Must supply a non-negative value for age.");
    }
    if (age >= clock.millis() / 1000 / SECONDS_OF_DAY) {
      throw new CommandFailure("Maximal age is count of days since epoch.");
    }
    if (rows < -1) {
      throw new CommandFailure("Minimal rows limit is -1.");
    }
    if (rows > MOST_ROWS) {
      throw new CommandFailure(
          "'max_rows' value out of range, must not exceed %d.".formatted(MOST_ROWS));
    }
    Purge purge = new Purge(address, clock.instant().minusSeconds(age * SECONDS_OF_DAY), rows);
    try {
      if (images) {
        purge.images(age);
      } else {
        purge.belongings(age);
      }
    } catch (SQLException e) {
      throw new CommandFailure("Purge command failed: " + e.getMessage());
    }
    return 0;
  }

  private static int usage(String command, PrintStream err) {
    if (!command.isEmpty()) {
      err.println(PROGRAM + ": there is no command " + command.replaceFirst("^\\?", ""));
    }
    err.println(
        """
        glance-manage [--config-file FILE]... [--config-dir DIR]... db COMMAND
        Available commands:
          version                                 the revision that the database is at
          check                                   0: up to date, 3 or 5: not
          sync                                    create the tables, or bring them up to date
          upgrade [--version heads]               the same
          purge [--age_in_days 30] [--max_rows 100]
                                                  remove rows deleted that long ago, but not images
          purge_images_table [--age_in_days 180] [--max_rows 100]
                                                  remove images deleted that long ago; their ids can
                                                  be used again afterwards (OSSN-0075)
          load_metadefs [--path DIRECTORY|FILE] [--merge [--prefer_new|--overwrite]]
                                                  metadata definitions from JSON files; of
                                                  namespaces that are there, nothing, or what they
                                                  lack, or all that is new, or all of them anew
          unload_metadefs                         remove all metadata definitions
          export_metadefs [--path DIRECTORY]      a JSON file for each namespace
        Each is also known as db_version, db_check and so on.

        glance-manage verify, glance-manage orphans: what is stored; see glance-manage verify --help\
        """);
    return USAGE;
  }
}
