package io.glance.registry.transfer;

import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.Reservation;
import io.glance.common.registryapi.StorageLimit;
import io.glance.common.registryapi.StorageRegistry.Reserved;
import io.glance.registry.db.Queries;
import io.glance.registry.image.OwnerLock;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much room owners have, and who gets it. All methods need a transaction; in it, the lock on
 * the owner comes before that on any other row.
 *
 * <p>Source: glance/db/sqlalchemy/api.py, user_get_storage_usage. Unlike there, bytes count from
 * when they are to be stored, and those that an image has already count when it gets more.
 */
final class StorageRoom {

  /**
   * What a transfer gets beyond its needs is at most so much of the room: others are to have some.
   */
  private static final int SHARE = 32;

  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

  /** One statement, so that what becomes of a transfer meanwhile counts once. */
  private static final String USED =
      """
      SELECT
        (SELECT COALESCE(SUM(i.size), 0)
           FROM images i JOIN image_locations l ON l.image_id = i.id
          WHERE i.owner {=} AND i.deleted = 0 AND i.size > 0
            AND i.status NOT IN ('killed', 'deleted', 'pending_delete')
            AND l.status <> 'deleted'),
        (SELECT COALESCE(SUM(t.reserved), 0)
           FROM glancej_transfers t
          WHERE t.owner {=} AND t.id <> ?),
        (SELECT COALESCE(SUM(t.reserved), 0)
           FROM glancej_transfers t JOIN glancej_transfers me ON me.id = ?
          WHERE t.owner {=}
            AND (t.created_at > me.created_at OR (t.created_at = me.created_at AND t.id > me.id)))
      """;

  private final Queries queries;
  private final OwnerLock lock;

  StorageRoom(Queries queries, OwnerLock lock) {
    this.queries = queries;
    this.lock = lock;
  }

  /** Keeps all others from what changes the owner's room until the transaction ends. */
  void lock(@Nullable StorageLimit limit) {
    if (limit == null) {
      return;
    }
    lock.take(limit.owner());
  }

  /**
   * Bytes for a transfer that is about to begin.
   *
   * @throws GlanceException.LimitExceeded if there is no room
   */
  long reserve(Reservation wanted) {
    lock(wanted.limit());
    return granted(wanted, roomOf(wanted.limit(), "").left());
  }

  /**
   * Bytes for a transfer, those that it has already among them: it keeps these, for a call may be
   * late.
   *
   * @throws GlanceException.LimitExceeded if there is no room, and would be none without those that
   *     began later
   */
  Reserved reserve(Reservation wanted, TransferEntity transfer) {
    Room room = roomOf(wanted.limit(), transfer.id);
    long left = room.left();
    if (isTooMuch(wanted, left) && !isTooMuch(wanted, left + room.reservedLater())) {
      return new Reserved(transfer.reserved, left);
    }
    return new Reserved(Math.max(granted(wanted, left), transfer.reserved), left);
  }

  private static long granted(Reservation wanted, long left) {
    if (isTooMuch(wanted, left)) {
      throw StorageLimit.exceeded(wanted.needed(), left);
    }
    long spare = (left - wanted.needed()) / SHARE;
    return wanted.needed() + Math.min(wanted.wanted() - wanted.needed(), spare);
  }

  private static boolean isTooMuch(Reservation wanted, long left) {
    return Math.max(wanted.needed(), 1) > left;
  }

  /**
   * Locks the owner as well.
   *
   * @param bytes that are added in this transaction
   * @throws GlanceException.LimitExceeded if there is no room
   */
  void require(@Nullable StorageLimit limit, long bytes) {
    if (limit == null || bytes == 0) {
      return;
    }
    lock(limit);
    long left = roomOf(limit, "").left();
    if (bytes > left) {
      throw StorageLimit.exceeded(bytes, left);
    }
  }

  /**
   * @param left bytes; negative if there are too many already
   * @param reservedLater bytes that belong to transfers that began later
   */
  private record Room(long left, long reservedLater) {}

  private Room roomOf(StorageLimit limit, String transferId) {
    @Nullable String owner = limit.owner();
    List<String> parameters = new ArrayList<>();
    if (owner != null) {
      parameters.add(owner);
      parameters.add(owner);
    }
    parameters.add(transferId);
    parameters.add(transferId);
    if (owner != null) {
      parameters.add(owner);
    }
    String sql = USED.replace("{=}", owner == null ? "IS NULL" : "= ?");
    return queries.read(sql, parameters, rows -> read(rows, limit.bytes()));
  }

  private static Room read(ResultSet rows, long limit) throws SQLException {
    rows.next();
    BigDecimal used = rows.getBigDecimal(1).add(rows.getBigDecimal(2));
    BigDecimal left = BigDecimal.valueOf(limit).subtract(used).max(LARGEST.negate());
    return new Room(left.longValue(), rows.getBigDecimal(3).min(LARGEST).longValue());
  }
}
