package io.glance.registry.image;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.registry.db.Queries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads images: one with all that belongs to it in one statement, a page's belongings in another.
 */
final class ImageReader {
  /** Longer ids than the column's are not found. Source: glance/db/sqlalchemy/api.py. */
  static final int LONGEST_ID = 36;

  private static final int BELONGINGS_COLUMNS = 6;
  private static final String NULLS = ", NULL".repeat(ImageRow.COUNT);

  private final Queries queries;

  ImageReader(Queries queries) {
    this.queries = queries;
  }

  /**
   * @throws GlanceException.NotFound if the caller sees no such image
   */
  Image get(String id, RequestContext caller) {
    if (!mayExist(id)) {
      throw notFound(id);
    }
    SqlCondition visible = VisibilityRule.ofOne(caller);
    String sql =
        "SELECT 0, 0, i.id, '', NULL, NULL, "
            + ImageRow.COLUMNS
            + " FROM images i WHERE i.id = ? AND i.deleted = 0 AND "
            + visible.sql()
            + " UNION ALL "
            + Belongings.select("= ?", NULLS);
    List<Object> parameters = new ArrayList<>();
    parameters.add(id);
    parameters.addAll(visible.parameters());
    parameters.addAll(Collections.nCopies(3, id));
    @Nullable Image image = queries.read(sql, parameters, ImageReader::one);
    if (image == null) {
      throw notFound(id);
    }
    return image;
  }

  static boolean mayExist(String id) {
    return id.length() <= LONGEST_ID && ColumnLimits.canHold(id);
  }

  private static @Nullable Image one(ResultSet rows) throws SQLException {
    @Nullable ImageRow image = null;
    Belongings belongings = new Belongings();
    while (rows.next()) {
      if (rows.getInt(1) == 0) {
        image = ImageRow.read(rows, BELONGINGS_COLUMNS + 1);
      } else {
        belongings.add(rows);
      }
    }
    return image == null ? null : image.with(belongings);
  }

  /** Completes the rows of a page, in one statement. */
  List<Image> complete(List<ImageRow> page) {
    if (page.isEmpty()) {
      return List.of();
    }
    Map<String, Belongings> byImage = HashMap.newHashMap(page.size());
    page.forEach(row -> byImage.put(row.bare().id(), new Belongings()));
    List<String> ids = padded(page);
    String images = "IN (?" + ", ?".repeat(ids.size() - 1) + ")";
    List<String> parameters = new ArrayList<>(3 * ids.size());
    for (int i = 0; i < 3; i++) {
      parameters.addAll(ids);
    }
    queries.read(
        Belongings.select(images, ""),
        parameters,
        rows -> {
          while (rows.next()) {
            @Nullable Belongings belongings = byImage.get(rows.getString(3));
            if (belongings != null) {
              belongings.add(rows);
            }
          }
          return true;
        });
    return page.stream()
        .map(row -> row.with(byImage.getOrDefault(row.bare().id(), new Belongings())))
        .toList();
  }

  /** Repeats the last id up to a power of two, so that few different statements are prepared. */
  private static List<String> padded(List<ImageRow> page) {
    int size = Integer.highestOneBit(2 * page.size() - 1);
    List<String> ids = new ArrayList<>(size);
    page.forEach(row -> ids.add(row.bare().id()));
    while (ids.size() < size) {
      ids.add(ids.getLast());
    }
    return ids;
  }

  static GlanceException.NotFound notFound(String id) {
    return new GlanceException.NotFound("No image found with ID " + id);
  }
}
