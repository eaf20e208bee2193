package io.glance.registry.image;

import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.image.Visibility;
import io.glance.registry.db.DatabaseTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code images} as a reader sees it, before its properties, tags and locations are known.
 */
record ImageRow(Image bare) {
  /** Times are asked for as text, which costs the driver for MySQL less than to make it one. */
  static final String COLUMNS =
      "i.id, i.name, i.status, i.visibility, i.protected, i.os_hidden, i.owner, i.disk_format,"
          + " i.container_format, i.size, i.virtual_size, i.checksum, i.os_hash_algo,"
          + " i.os_hash_value, i.min_disk, i.min_ram,"
          + " CAST(i.created_at AS CHAR), CAST(i.updated_at AS CHAR), CAST(i.deleted_at AS CHAR)";

  /** How many columns {@link #COLUMNS} names. */
  static final int COUNT = 19;

  /**
   * @param first column of the id
   */
  @SuppressWarnings("NullAway") // javac loses the @Nullable in the type of a record's parameter
  static ImageRow read(ResultSet rows, int first) throws SQLException {
    Instant created = DatabaseTime.read(rows.getString(first + 16));
    @Nullable String updated = rows.getString(first + 17);
    @Nullable String deleted = rows.getString(first + 18);
    return new ImageRow(
        new Image(
            rows.getString(first),
            rows.getString(first + 1),
            ImageStatus.of(rows.getString(first + 2)),
            Visibility.of(rows.getString(first + 3)),
            rows.getInt(first + 4) != 0,
            rows.getInt(first + 5) != 0,
            rows.getString(first + 6),
            rows.getString(first + 7),
            rows.getString(first + 8),
            number(rows, first + 9),
            number(rows, first + 10),
            rows.getString(first + 11),
            rows.getString(first + 12),
            rows.getString(first + 13),
            rows.getInt(first + 14),
            rows.getInt(first + 15),
            created,
            updated == null ? created : DatabaseTime.read(updated),
            deleted == null ? null : DatabaseTime.read(deleted),
            Map.of(),
            List.of(),
            List.of()));
  }

  private static @Nullable Long number(ResultSet rows, int column) throws SQLException {
    long value = rows.getLong(column);
    return rows.wasNull() ? null : value;
  }

  @SuppressWarnings("NullAway") // javac loses the @Nullable in the type of a record's parameter
  Image with(Belongings belongings) {
    return new Image(
        bare.id(),
        bare.name(),
        bare.status(),
        bare.visibility(),
        bare.isProtected(),
        bare.isHidden(),
        bare.owner(),
        bare.diskFormat(),
        bare.containerFormat(),
        bare.size(),
        bare.virtualSize(),
        bare.checksum(),
        bare.hashAlgorithm(),
        bare.hashValue(),
        bare.minDisk(),
        bare.minRam(),
        bare.createdAt(),
        bare.updatedAt(),
        bare.deletedAt(),
        belongings.properties(),
        belongings.tags(),
        belongings.locations());
  }
}
