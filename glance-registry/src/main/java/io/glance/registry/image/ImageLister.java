package io.glance.registry.image;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.registryapi.ImageField;
import io.glance.common.registryapi.ImageQuery;
import io.glance.registry.db.Database;
import io.glance.registry.db.Queries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds pages of images: the marker's values, the rows of the page, and what belongs to them, each
 * in one statement whatever the size of the page. A page starts where its marker stands, never at
 * an offset, so the last page costs what the first does.
 */
final class ImageLister {
  private final Queries queries;
  private final ImageReader reader;
  private final Database database;

  ImageLister(Queries queries, ImageReader reader, Database database) {
    this.queries = queries;
    this.reader = reader;
    this.database = database;
  }

  /**
   * An administrator's list goes on after an image that was deleted meanwhile.
   *
   * <p>Source: glance/context.py, can_see_deleted.
   *
   * @throws GlanceException.Invalid if the marker is unknown
   * @throws GlanceException.Forbidden if the caller may not see it
   */
  List<Image> list(ImageQuery query, RequestContext caller) {
    SortOrder order = new SortOrder(query.sort());
    List<SqlCondition> filters = FilterSql.of(query);
    if (query.marker() != null) {
      filters.add(order.after(valuesOf(query, order, caller)));
    }
    List<ListedPart> parts =
        VisibilityRule.ofList(
            query.asUser() ? asUser(caller) : caller, query.visibility(), query.memberStatus());
    if (query.limit() <= 0 || parts.isEmpty()) {
      return List.of();
    }
    SqlCondition page = new PageSql(database, query, parts, filters, order).statement();
    return reader.complete(queries.read(page.sql(), page.parameters(), ImageLister::rows));
  }

  private static RequestContext asUser(RequestContext caller) {
    return new RequestContext(
        caller.userId(), caller.projectId(), caller.roles(), false, caller.requestId());
  }

  private static List<ImageRow> rows(ResultSet rows) throws SQLException {
    List<ImageRow> page = new ArrayList<>();
    while (rows.next()) {
      page.add(ImageRow.read(rows, 1));
    }
    return page;
  }

  private List<@Nullable Object> valuesOf(
      ImageQuery query, SortOrder order, RequestContext caller) {
    String marker = String.valueOf(query.marker());
    boolean evenDeleted = caller.admin() || query.rows() != ImageQuery.Rows.LIVE;
    SqlCondition visible = VisibilityRule.ofOne(caller);
    List<Object> parameters = new ArrayList<>(visible.parameters());
    parameters.add(marker);
    @Nullable Marker found =
        !ImageReader.mayExist(marker)
            ? null
            : queries.read(
                "SELECT CASE WHEN "
                    + visible.sql()
                    + " THEN 1 ELSE 0 END, "
                    + order.columns()
                    + " FROM images i WHERE i.id = ?"
                    + (evenDeleted ? "" : " AND i.deleted = 0"),
                parameters,
                rows -> rows.next() ? Marker.read(rows, order.fields()) : null);
    if (found == null) {
      throw new GlanceException.Invalid("No image found with ID " + marker);
    }
    if (!found.visible()) {
      throw new GlanceException.Forbidden(
          "Forbidding request, image %s not visible".formatted(marker));
    }
    return found.values();
  }

  private record Marker(boolean visible, List<@Nullable Object> values) {
    static Marker read(ResultSet rows, List<ImageField> fields) throws SQLException {
      List<@Nullable Object> values = new ArrayList<>();
      for (ImageField field : fields) {
        int column = values.size() + 2;
        values.add(
            switch (ImageColumn.of(field).kind()) {
              case TEXT, TIME -> rows.getString(column);
              case NUMBER, FLAG -> {
                long number = rows.getLong(column);
                yield rows.wasNull() ? null : number;
              }
            });
      }
      return new Marker(rows.getInt(1) == 1, values);
    }
  }
}
