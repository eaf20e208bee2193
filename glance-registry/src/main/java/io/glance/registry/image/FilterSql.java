package io.glance.registry.image;

import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.ImageQuery;
import io.glance.common.registryapi.ImageQuery.Comparison;
import io.glance.common.registryapi.ImageQuery.Condition;
import io.glance.registry.db.DatabaseTime;
import io.glance.registry.db.LiveRow;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The filters of a list as SQL. Text is compared as the database compares it: regardless of case on
 * MySQL.
 *
 * <p>Source: glance/db/sqlalchemy/api.py, _make_conditions_from_filters.
 */
final class FilterSql {
  /**
   * MySQL takes names for the same that differ in case. Who may look at which property was decided
   * by its name as it is written.
   */
  private static final String EXACTLY = " AND HEX(p.name) = HEX(?)";

  private static final SqlCondition NOTHING = SqlCondition.of("1 = 0");

  private FilterSql() {}

  static List<SqlCondition> of(ImageQuery query) {
    List<SqlCondition> filters = new ArrayList<>();
    filters.add(new SqlCondition(rows(query.rows()) + "i.os_hidden = ?", List.of(query.hidden())));
    query.conditions().forEach(condition -> filters.add(of(condition)));
    for (Map.Entry<String, String> property : query.properties().entrySet()) {
      filters.add(
          matching(
              "EXISTS (SELECT 1 FROM image_properties p WHERE p.image_id = i.id AND p.name = ?"
                  + EXACTLY
                  + " AND p.value = ? AND "
                  + LiveRow.of("p")
                  + ")",
              property.getKey(),
              property.getKey(),
              property.getValue()));
    }
    for (String tag : query.tags()) {
      filters.add(
          matching(
              "EXISTS (SELECT 1 FROM image_tags t WHERE t.image_id = i.id AND t.value = ?"
                  + " AND "
                  + LiveRow.of("t")
                  + ")",
              tag));
    }
    return filters;
  }

  private static String rows(ImageQuery.Rows rows) {
    return switch (rows) {
      case LIVE -> "i.deleted = 0 AND i.status <> 'killed' AND ";
      case DELETED -> "i.deleted = 1 AND ";
      case ALL -> "";
    };
  }

  private static SqlCondition matching(String sql, String... values) {
    return Arrays.stream(values).allMatch(ColumnLimits::canHold)
        ? new SqlCondition(sql, List.of((Object[]) values))
        : NOTHING;
  }

  private static SqlCondition of(Condition condition) {
    ImageColumn column = ImageColumn.of(condition.field());
    List<Object> values = new ArrayList<>();
    for (String value : condition.values()) {
      parse(column, condition, value).ifPresent(values::add);
    }
    if (condition.comparison() == Comparison.IN) {
      return values.isEmpty()
          ? NOTHING
          : new SqlCondition(
              column.sql() + " IN (?" + ", ?".repeat(values.size() - 1) + ")", values);
    }
    if (condition.values().size() != 1) {
      throw new GlanceException.Invalid(
          "A comparison of %s takes one value.".formatted(condition.field().wireName()));
    }
    if (values.isEmpty()) {
      return condition.comparison() == Comparison.NOT_EQUAL
          ? SqlCondition.of(column.sql() + " IS NOT NULL")
          : NOTHING;
    }
    return new SqlCondition(column.sql() + ' ' + operator(condition.comparison()) + " ?", values);
  }

  private static String operator(Comparison comparison) {
    return switch (comparison) {
      case EQUAL -> "=";
      case NOT_EQUAL -> "<>";
      case GREATER -> ">";
      case GREATER_OR_EQUAL -> ">=";
      case LESS -> "<";
      case LESS_OR_EQUAL -> "<=";
      case IN -> throw new IllegalArgumentException("IN has several values");
    };
  }

  /** Absent if no row can have that value. */
  private static Optional<Object> parse(ImageColumn column, Condition condition, String value) {
    return switch (column.kind()) {
      case TEXT -> Optional.<Object>of(value).filter(text -> ColumnLimits.canHold(value));
      case NUMBER -> number(condition.comparison(), value);
      case FLAG -> flag(value);
      case TIME -> Optional.of(time(condition, value));
    };
  }

  private static Optional<Object> number(Comparison comparison, String value) {
    boolean exact =
        switch (comparison) {
          case EQUAL, NOT_EQUAL, IN -> true;
          case GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL -> false;
        };
    try {
      BigInteger number = new BigInteger(value.strip());
      BigInteger most = BigInteger.valueOf(Long.MAX_VALUE);
      BigInteger near = number.min(most).max(most.negate());
      return exact && !near.equals(number) ? Optional.empty() : Optional.of(near.longValueExact());
    } catch (NumberFormatException e) {
      if (exact) {
        return Optional.empty();
      }
      GlanceException.Invalid invalid =
          new GlanceException.Invalid("Unable to filter on a range with a non-numeric value.");
      invalid.initCause(e);
      throw invalid;
    }
  }

  private static Optional<Object> flag(String value) {
    return switch (value) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  private static String time(Condition condition, String value) {
    try {
      return DatabaseTime.write(OffsetDateTime.parse(value).toInstant());
    } catch (DateTimeException e) {
      GlanceException.Invalid invalid =
          new GlanceException.Invalid(
              "Bad \"%s\" query filter format. Use ISO 8601 DateTime notation."
                  .formatted(condition.field().wireName()));
      invalid.initCause(e);
      throw invalid;
    }
  }
}
