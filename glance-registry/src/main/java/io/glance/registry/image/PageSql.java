package io.glance.registry.image;

import io.glance.common.registryapi.ImageField;
import io.glance.common.registryapi.ImageQuery;
import io.glance.common.registryapi.ImageQuery.Condition;
import io.glance.registry.db.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * The statement that finds the rows of a page.
 *
 * @param parts of which no image is in two
 * @param filters all of which an image meets
 */
record PageSql(
    Database database,
    ImageQuery query,
    List<ListedPart> parts,
    List<SqlCondition> filters,
    SortOrder order) {

  SqlCondition statement() {
    return parts.size() == 1 ? page(ImageRow.COLUMNS, parts.getFirst()) : merged();
  }

  /** One page of each part, read off its index, and the first rows of them all. */
  private SqlCondition merged() {
    StringJoiner pages = new StringJoiner(" UNION ALL ");
    List<Object> parameters = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      SqlCondition page = page("i.id", parts.get(i));
      pages.add("SELECT id FROM (" + page.sql() + ") part" + i);
      parameters.addAll(page.parameters());
    }
    parameters.add(query.limit());
    return new SqlCondition(
        "SELECT "
            + ImageRow.COLUMNS
            + " FROM ("
            + pages
            + ") page JOIN images i ON i.id = page.id ORDER BY "
            + order.orderBy()
            + " LIMIT ?",
        parameters);
  }

  private SqlCondition page(String columns, ListedPart part) {
    StringJoiner where = new StringJoiner(" AND ");
    List<Object> parameters = new ArrayList<>();
    where.add(part.condition().sql());
    parameters.addAll(part.condition().parameters());
    for (SqlCondition filter : filters) {
      where.add(filter.sql());
      parameters.addAll(filter.parameters());
    }
    parameters.add(query.limit());
    return new SqlCondition(
        "SELECT "
            + columns
            + " FROM images i"
            + hint(part.reach())
            + " WHERE "
            + where
            + " ORDER BY "
            + order.orderBy()
            + " LIMIT ?",
        parameters);
  }

  /**
   * MariaDB would rather sort half of all images than read a few off an index in order. It is told
   * not to, unless a filter may find few images, which is then the better way in.
   */
  private String hint(ListedPart.Reach reach) {
    boolean spansDeleted = query.rows() == ImageQuery.Rows.ALL;
    if (database != Database.MYSQL || spansDeleted || mayFindFew()) {
      return "";
    }
    boolean byName = order.first() == ImageField.NAME;
    boolean byCreation = order.first() == ImageField.CREATED_AT;
    return switch (reach) {
      case ALL ->
          byCreation
              ? force("glancej_images_created_idx")
              : byName ? force("glancej_images_name_idx") : "";
      case OWNER -> force("glancej_images_owner_idx");
      case VISIBILITY -> byCreation ? force("glancej_images_visibility_idx") : "";
      case IDS -> "";
    };
  }

  private static String force(String index) {
    return " FORCE INDEX (" + index + ")";
  }

  private boolean mayFindFew() {
    return !query.properties().isEmpty()
        || !query.tags().isEmpty()
        || query.conditions().stream().map(Condition::field).anyMatch(this::mayFindFew);
  }

  private boolean mayFindFew(ImageField field) {
    return switch (field) {
      case STATUS, CONTAINER_FORMAT, DISK_FORMAT, PROTECTED, MIN_RAM, MIN_DISK -> false;
      case CREATED_AT -> order.first() != ImageField.CREATED_AT;
      case ID, NAME, SIZE, VIRTUAL_SIZE, OWNER, CHECKSUM, OS_HASH_ALGO, OS_HASH_VALUE, UPDATED_AT ->
          true;
    };
  }
}
