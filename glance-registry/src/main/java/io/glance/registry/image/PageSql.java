package io.glance.registry.image;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * The statement that finds the rows of a page.
 *
 * @param alternatives of which no image meets two
 * @param filters all of which an image meets
 */
record PageSql(
    List<SqlCondition> alternatives, List<SqlCondition> filters, SortOrder order, int limit) {

  SqlCondition statement() {
    return alternatives.size() == 1 ? branch(ImageRow.COLUMNS, alternatives.getFirst()) : merged();
  }

  /** One page of each alternative, read off its index, and the first rows of them all. */
  private SqlCondition merged() {
    StringJoiner branches = new StringJoiner(" UNION ALL ");
    List<Object> parameters = new ArrayList<>();
    for (SqlCondition alternative : alternatives) {
      SqlCondition branch = branch("i.id", alternative);
      branches.add("SELECT id FROM (" + branch.sql() + ") b" + branches.length());
      parameters.addAll(branch.parameters());
    }
    parameters.add(limit);
    return new SqlCondition(
        "SELECT "
            + ImageRow.COLUMNS
            + " FROM ("
            + branches
            + ") page JOIN images i ON i.id = page.id ORDER BY "
            + order.orderBy()
            + " LIMIT ?",
        parameters);
  }

  private SqlCondition branch(String columns, SqlCondition alternative) {
    StringJoiner where = new StringJoiner(" AND ");
    List<Object> parameters = new ArrayList<>();
    where.add(alternative.sql());
    parameters.addAll(alternative.parameters());
    for (SqlCondition filter : filters) {
      where.add(filter.sql());
      parameters.addAll(filter.parameters());
    }
    parameters.add(limit);
    return new SqlCondition(
        "SELECT "
            + columns
            + " FROM images i WHERE "
            + where
            + " ORDER BY "
            + order.orderBy()
            + " LIMIT ?",
        parameters);
  }
}
