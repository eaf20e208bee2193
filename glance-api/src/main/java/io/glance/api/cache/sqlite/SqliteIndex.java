package io.glance.api.cache.sqlite;

import io.glance.api.cache.CacheIndex;
import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.CacheRegistry.CacheHits;
import io.glance.common.registryapi.CachedImage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteDataSource;

/**
 * An index in a file of SQLite beside the cached images. Others may use it at the same time, the
 * original too. Times are seconds of the epoch, with a fraction.
 *
 * <p>Source: glance/image_cache/drivers/sqlite.py.
 */
public final class SqliteIndex implements CacheIndex {
  private static final Logger log = LoggerFactory.getLogger(SqliteIndex.class);
  private static final int PATIENCE_MILLIS = 5_000;
  private static final double NANOS = 1e9;

  private static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS cached_images (
        image_id TEXT PRIMARY KEY,
        last_accessed REAL DEFAULT 0.0,
        last_modified REAL DEFAULT 0.0,
        size INTEGER DEFAULT 0,
        hits INTEGER DEFAULT 0,
        checksum TEXT)
      """;

  private final SQLiteDataSource database = new SQLiteDataSource();

  /** SQLite waits inside its library, where a virtual thread would hold up others. */
  private final ExecutorService thread;

  /** Makes the file and its table if they are not there. */
  public SqliteIndex(Path file) {
    database.setUrl("jdbc:sqlite:" + file);
    database.setBusyTimeout(PATIENCE_MILLIS);
    database.setSynchronous("NORMAL");
    ThreadPoolExecutor one =
        new ThreadPoolExecutor(
            1,
            1,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> Thread.ofPlatform().daemon().name("cache-index").unstarted(work));
    one.allowCoreThreadTimeOut(true);
    thread = one;
    run(TABLE);
  }

  @Override
  public List<CachedImage> list() {
    return with(connection -> {
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT image_id, last_accessed, last_modified, size, hits, checksum"
                      + " FROM cached_images ORDER BY image_id")) {
        return images(rows);
      }
    });
  }

  private static List<CachedImage> images(ResultSet rows) throws SQLException {
    List<CachedImage> images = new ArrayList<>();
    while (rows.next()) {
      images.add(
          new CachedImage(
              null,
              rows.getString(1),
              time(rows.getDouble(2)),
              time(rows.getDouble(3)),
              rows.getLong(4),
              rows.getInt(5),
              rows.getString(6)));
    }
    return images;
  }

  @Override
  public void put(CachedImage image) {
    run(
        "INSERT OR REPLACE INTO cached_images"
            + " (image_id, last_accessed, last_modified, size, hits, checksum)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        image.imageId(),
        seconds(image.lastAccessed()),
        seconds(image.lastModified()),
        image.size(),
        image.hits(),
        image.checksum() == null ? "" : image.checksum());
  }

  @Override
  public void count(List<CacheHits> hits) {
    with(connection -> {
      connection.setAutoCommit(false);
      for (CacheHits each : hits) {
        update(
            connection,
            "UPDATE cached_images SET hits = hits + ?, last_accessed = ? WHERE image_id = ?",
            each.count(),
            seconds(each.last()),
            each.imageId());
      }
      connection.commit();
      return hits;
    });
  }

  @Override
  public void remove(String imageId) {
    run("DELETE FROM cached_images WHERE image_id = ?", imageId);
  }

  @Override
  public void removeAll() {
    run("DELETE FROM cached_images");
  }

  private void run(String sql, Object... parameters) {
    with(connection -> update(connection, sql, parameters));
  }

  private static int update(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, "".equals(parameters[i]) ? null : parameters[i]);
      }
      return statement.executeUpdate();
    }
  }

  /** What is done with the file. */
  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private <T> T with(Work<T> work) {
    Callable<T> job =
        () -> {
          try (Connection connection = database.getConnection()) {
            return work.on(connection);
          }
        };
    try {
      return thread.submit(job).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unusable(e);
    } catch (ExecutionException e) {
      log.warn(
          "the index of the cache, {}, failed: {}",
          database.getUrl(),
          String.valueOf(e.getCause()));
      throw unusable(e);
    }
  }

  private static GlanceException unusable(Exception cause) {
    GlanceException error = new GlanceException.Unavailable(null, null);
    error.initCause(cause);
    return error;
  }

  private static double seconds(Instant time) {
    return time.getEpochSecond() + time.getNano() / NANOS;
  }

  private static Instant time(double seconds) {
    long whole = (long) Math.floor(seconds);
    return Instant.ofEpochSecond(whole, Math.round((seconds - whole) * NANOS));
  }
}
