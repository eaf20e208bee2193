package io.glance.registry.image;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.registry.db.LiveRow;
import io.glance.registry.db.Queries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    List<Image> found = getAll(List.of(id), caller);
    if (found.isEmpty()) {
      throw notFound(id);
    }
    return found.getFirst();
  }

  /**
   * Deleted or not.
   *
   * @throws GlanceException.NotFound if there is no such row
   */
  Image getEvenDeleted(String id) {
    List<Image> found = mayExist(id) ? read(List.of(id), SqlCondition.of("1 = 1")) : List.of();
    if (found.isEmpty()) {
      throw notFound(id);
    }
    return found.getFirst();
  }

  /** Those of the images that the caller sees, in no order. */
  List<Image> getAll(List<String> ids, RequestContext caller) {
    List<String> wanted = padded(ids.stream().filter(ImageReader::mayExist).toList());
    if (wanted.isEmpty()) {
      return List.of();
    }
    SqlCondition visible = VisibilityRule.ofOne(caller);
    return read(
        wanted, new SqlCondition(LiveRow.of("i") + " AND " + visible.sql(), visible.parameters()));
  }

  /**
   * @param wanted ids, as many as {@link #padded} makes of them
   */
  private List<Image> read(List<String> wanted, SqlCondition visible) {
    String isOne = isOneOf(wanted);
    String sql =
        "SELECT 0, 0, i.id, '', NULL, NULL, "
            + ImageRow.COLUMNS
            + " FROM images i WHERE i.id "
            + isOne
            + " AND "
            + visible.sql()
            + " UNION ALL "
            + Belongings.select(isOne, NULLS);
    List<Object> parameters = new ArrayList<>(wanted);
    parameters.addAll(visible.parameters());
    for (int i = 0; i < Belongings.KINDS; i++) {
      parameters.addAll(wanted);
    }
    return queries.read(sql, parameters, ImageReader::images);
  }

  static boolean mayExist(String id) {
    return id.length() <= LONGEST_ID && ColumnLimits.canHold(id);
  }

  private static List<Image> images(ResultSet rows) throws SQLException {
    List<ImageRow> images = new ArrayList<>();
    Map<String, Belongings> byImage = new HashMap<>();
    while (rows.next()) {
      if (rows.getInt(1) == 0) {
        images.add(ImageRow.read(rows, BELONGINGS_COLUMNS + 1));
      } else {
        byImage.computeIfAbsent(rows.getString(3), _ -> new Belongings()).add(rows);
      }
    }
    return complete(images, byImage);
  }

  /** Completes the rows of a page, in one statement. */
  List<Image> complete(List<ImageRow> page) {
    if (page.isEmpty()) {
      return List.of();
    }
    List<String> ids = padded(page.stream().map(row -> row.bare().id()).toList());
    List<String> parameters = new ArrayList<>(Belongings.KINDS * ids.size());
    for (int i = 0; i < Belongings.KINDS; i++) {
      parameters.addAll(ids);
    }
    Map<String, Belongings> byImage = HashMap.newHashMap(page.size());
    return queries.read(
        Belongings.select(isOneOf(ids), ""),
        parameters,
        rows -> {
          while (rows.next()) {
            byImage.computeIfAbsent(rows.getString(3), _ -> new Belongings()).add(rows);
          }
          return complete(page, byImage);
        });
  }

  private static List<Image> complete(List<ImageRow> images, Map<String, Belongings> byImage) {
    return images.stream()
        .map(row -> row.with(byImage.getOrDefault(row.bare().id(), new Belongings())))
        .toList();
  }

  private static String isOneOf(List<String> ids) {
    return ids.size() == 1 ? "= ?" : "IN (?" + ", ?".repeat(ids.size() - 1) + ")";
  }

  /** Repeats the last id up to a power of two, so that few different statements are prepared. */
  private static List<String> padded(List<String> ids) {
    int size = Integer.highestOneBit(2 * ids.size() - 1);
    List<String> padded = new ArrayList<>(ids);
    while (padded.size() < size) {
      padded.add(ids.getLast());
    }
    return padded;
  }

  static GlanceException.NotFound notFound(String id) {
    return new GlanceException.NotFound("No image found with ID " + id);
  }
}
