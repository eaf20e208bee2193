package io.glance.registry.image;

import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.ProjectLimit;
import io.glance.common.registryapi.UsageRegistry.Usage;
import io.glance.registry.db.Queries;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the images of an owner take up, as it is written down.
 *
 * <p>Source: glance/db/sqlalchemy/api.py, user_get_storage_usage, user_get_staging_usage,
 * user_get_image_count and user_get_uploading_count.
 */
final class OwnerUsage {
  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

  private static final String COUNTED =
      "i.owner {=} AND i.deleted = 0 AND i.status NOT IN ('killed', 'deleted', 'pending_delete')";

  /**
   * Those that were given up count, too, although not in the original: otherwise a project makes as
   * many of them as it likes (OSSN-0076). Their owner deletes them.
   */
  private static final String EXISTING =
      "i.owner {=} AND i.deleted = 0 AND i.status NOT IN ('deleted', 'pending_delete')";

  /** Of an image that has bytes and gets them in another store, too. */
  private static final String COPIED =
      """
      EXISTS (SELECT 1 FROM image_properties p
               WHERE p.image_id = i.id AND p.deleted + 0 = 0
                 AND p.name = 'os_glance_importing_to_stores' AND p.value <> '')
      """;

  private static final String ALL =
      """
      SELECT
        (SELECT COALESCE(SUM(i.size), 0)
           FROM images i JOIN image_locations l ON l.image_id = i.id
          WHERE {counted} AND i.size > 0 AND l.status <> 'deleted'),
        (SELECT COALESCE(SUM(i.size), 0) FROM images i
          WHERE {counted} AND i.size > 0
            AND (i.status IN ('uploading', 'importing') OR {copied})),
        (SELECT COUNT(*) FROM images i WHERE {existing}),
        (SELECT COUNT(*) FROM images i
          WHERE {counted}
            AND (i.status IN ('saving', 'uploading', 'importing') OR {copied}))
      """
          .replace("{counted}", COUNTED)
          .replace("{existing}", EXISTING)
          .replace("{copied}", COPIED);

  private static final int QUESTIONS = 4;

  private final Queries queries;
  private final OwnerLock lock;

  OwnerUsage(Queries queries, OwnerLock lock) {
    this.queries = queries;
    this.lock = lock;
  }

  /**
   * @param owner null: of images without one
   */
  Usage of(@Nullable String owner) {
    return queries.read(comparing(ALL, owner), given(owner, QUESTIONS), OwnerUsage::usage);
  }

  /**
   * Keeps the owner locked, so that there is room for one more image until the transaction ends.
   *
   * @throws GlanceException.LimitExceeded if there is none
   */
  void requireRoomForOne(ProjectLimit limit) {
    lock.take(limit.owner());
    String sql = comparing("SELECT COUNT(*) FROM images i WHERE " + EXISTING, limit.owner());
    limit.require(queries.read(sql, given(limit.owner(), 1), OwnerUsage::count), 1);
  }

  private static String comparing(String sql, @Nullable String owner) {
    return sql.replace("{=}", owner == null ? "IS NULL" : "= ?");
  }

  private static List<String> given(@Nullable String owner, int times) {
    return owner == null ? List.of() : Collections.nCopies(times, owner);
  }

  private static Long count(ResultSet rows) throws SQLException {
    rows.next();
    return rows.getLong(1);
  }

  private static Usage usage(ResultSet rows) throws SQLException {
    rows.next();
    return new Usage(bytes(rows, 1), bytes(rows, 2), rows.getLong(3), rows.getLong(4));
  }

  private static long bytes(ResultSet rows, int column) throws SQLException {
    return rows.getBigDecimal(column).min(LARGEST).longValue();
  }
}
