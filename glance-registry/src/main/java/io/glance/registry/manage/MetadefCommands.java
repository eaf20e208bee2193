package io.glance.registry.manage;

import io.glance.registry.db.JdbcAddress;
import io.glance.registry.manage.MetadefLoad.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Metadata definitions between files and the database. A file is loaded whole or not at all; a
 * command that is interrupted can be given again.
 *
 * <p>Like the original's, {@code load_metadefs} ends with 0 if it is asked for what makes no sense,
 * or cannot read a file, and says so in the log. Where the original ends with a stack trace,
 * because the content of a file has no place in the database, the other files are loaded and the
 * command ends with 1.
 *
 * <p>Source: glance/db/sqlalchemy/metadata.py.
 */
final class MetadefCommands {
  private static final Logger log = LoggerFactory.getLogger(MetadefCommands.class);
  private static final int FAILED = 1;

  private final JdbcAddress address;
  private final Clock clock;
  private final Path usualDirectory;

  MetadefCommands(JdbcAddress address, Clock clock, Path usualDirectory) {
    this.address = address;
    this.clock = clock;
    this.usualDirectory = usualDirectory;
  }

  /** Files to the database. Returns the exit code. */
  int load(ManageArguments arguments) {
    boolean merge = arguments.isSet("merge", 1);
    boolean preferNew = arguments.isSet("prefer_new", 2);
    boolean overwrite = arguments.isSet("overwrite", 3);
    if (!merge && (preferNew || overwrite)) {
      log.error("--prefer_new and --overwrite are ways to merge: give --merge as well.");
      return 0;
    }
    if (preferNew && overwrite) {
      log.error("Give only one of --prefer_new and --overwrite.");
      return 0;
    }
    Path path = arguments.option("path", 0).map(Path::of).orElse(usualDirectory);
    List<Path> files;
    try {
      files = files(path);
    } catch (IOException e) {
      log.error("{} cannot be read: {}", path, e.toString());
      return 0;
    }
    if (files.isEmpty()) {
      log.error("There are no JSON files in {}. Nothing is loaded.", path);
      return 0;
    }
    return load(files, Mode.of(merge, preferNew, overwrite));
  }

  private static List<Path> files(Path path) throws IOException {
    if (Files.isRegularFile(path)) {
      return List.of(path);
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries
          .filter(one -> one.getFileName().toString().endsWith(".json"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  private int load(List<Path> files, Mode mode) {
    int failed = 0;
    try (Connection connection = address.connect()) {
      SingleConnectionDataSource one = new SingleConnectionDataSource(connection, true);
      TransactionTemplate transaction =
          new TransactionTemplate(new DataSourceTransactionManager(one));
      MetadefLoad load = new MetadefLoad(new JdbcTemplate(one), mode, clock);
      for (Path file : files) {
        failed += load(file, load, transaction) ? 0 : 1;
      }
    } catch (SQLException e) {
      throw new CommandFailure("The database does not answer: " + e.getMessage());
    }
    log.info("Metadata loading finished");
    return failed == 0 ? 0 : FAILED;
  }

  /** Whether nothing but what the original passes over was wrong. */
  private static boolean load(Path file, MetadefLoad load, TransactionTemplate transaction) {
    CatalogueFile content;
    try {
      content = CatalogueFile.read(file);
    } catch (IOException e) {
      log.error("{} cannot be read: {}", file, e.getMessage());
      return true;
    } catch (CommandFailure e) {
      log.error("{} is not loaded: {}", file, e.getMessage());
      return false;
    }
    try {
      boolean loaded = Boolean.TRUE.equals(transaction.execute(_ -> load.load(content)));
      log.info(
          loaded
              ? "File {} loaded to database."
              : "Skipping file {}: its namespace exists already in the database.",
          file);
      return true;
    } catch (DataAccessException e) {
      log.error("{} is not loaded: {}", file, e.getMostSpecificCause().getMessage());
      return false;
    }
  }

  /** Removes all definitions from the database. Returns the exit code. */
  int unload() {
    try (Connection connection = address.connect()) {
      SingleConnectionDataSource one = new SingleConnectionDataSource(connection, true);
      JdbcTemplate jdbc = new JdbcTemplate(one);
      new TransactionTemplate(new DataSourceTransactionManager(one))
          .executeWithoutResult(_ -> {
            for (String table : MetadefLoad.TABLES) {
              jdbc.update("DELETE FROM " + table);
              log.info("Table {} has been cleared", table);
            }
          });
      return 0;
    } catch (SQLException | DataAccessException e) {
      throw new CommandFailure("The database cannot be cleared: " + e.getMessage());
    }
  }

  /** The database to files, one for each namespace. Returns the exit code. */
  int export(ManageArguments arguments) {
    Path directory = arguments.option("path", 0).map(Path::of).orElse(usualDirectory);
    try (Connection connection = address.connect()) {
      JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
      new MetadefExport(jdbc).to(directory);
      return 0;
    } catch (SQLException | DataAccessException e) {
      throw new CommandFailure("The database cannot be read: " + e.getMessage());
    } catch (IOException e) {
      throw new CommandFailure("Nothing can be written to %s: %s".formatted(directory, e));
    }
  }
}
