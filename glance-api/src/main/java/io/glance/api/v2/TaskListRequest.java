package io.glance.api.v2;

import io.glance.api.frontdoor.QueryString;
import io.glance.api.quota.LimitProperties;
import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.TaskField;
import io.glance.common.registryapi.TaskQuery;
import io.glance.common.registryapi.TaskQuery.Filter;
import io.glance.common.task.TaskStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a list of tasks. Filters that no task has a field for count for nothing.
 *
 * <p>Source: glance/api/v2/tasks.py, RequestDeserializer.index. Unlike there, links keep all values
 * of a repeated parameter.
 *
 * @param query what to look for
 * @param findsNothing whether no task can be meant, so that nobody needs to look
 * @param link parameters of the links to other pages, without marker
 */
record TaskListRequest(TaskQuery query, boolean findsNothing, QueryString link) {
  /** The same in all tasks that are listed. */
  private static final Set<String> CONSTANT = Set.of("deleted", "deleted_at");

  private static final Pattern UUID_DIGITS = Pattern.compile("[0-9a-fA-F]{32}");

  /**
   * @param queryString as sent
   * @throws GlanceException.Invalid if a parameter cannot be understood
   */
  static TaskListRequest of(@Nullable String queryString, LimitProperties limits) {
    QueryString link = QueryString.of(queryString);
    QueryString parameters = link.copy();
    link.takeAll("marker");
    @Nullable String limit = parameters.take("limit").orElse(null);
    @Nullable String marker = parameters.take("marker").orElse(null);
    boolean ascending = isAscending(parameters.take("sort_dir").orElse("desc"));
    String sortKey = parameters.take("sort_key").orElse("created_at");
    requireKnown(parameters);
    if (marker != null && !marker.isEmpty() && !isUuid(marker)) {
      throw new GlanceException.Invalid("Invalid marker format");
    }
    int tasks = limit == null ? limits.limitParamDefault() : ListRequest.limit(limit);
    TaskQuery query =
        new TaskQuery(
            Math.min(limits.apiLimitMax(), tasks),
            marker,
            sort(sortKey),
            ascending,
            filters(parameters));
    return new TaskListRequest(query, parameters.has("deleted_at"), link);
  }

  private static boolean isAscending(String direction) {
    return switch (direction) {
      case "asc" -> true;
      case "desc" -> false;
      default -> throw new GlanceException.Invalid("Invalid sort direction: " + direction);
    };
  }

  private static TaskField sort(String key) {
    return CONSTANT.contains(key)
        ? TaskField.CREATED_AT
        : TaskField.find(key)
            .orElseThrow(() -> new GlanceException.Invalid("Sort key supplied was not valid."));
  }

  /** Of a repeated parameter the last one is looked at, though all of them filter. */
  private static void requireKnown(QueryString parameters) {
    String status = parameters.last("status").orElse("");
    if (!status.isEmpty()
        && Arrays.stream(TaskStatus.values()).noneMatch(one -> one.wireName().equals(status))) {
      throw new GlanceException.Invalid("Invalid status value: " + status);
    }
    String type = parameters.last("type").orElse("");
    if (!type.isEmpty() && !type.equals("import")) {
      throw new GlanceException.Invalid("Invalid type value: " + type);
    }
  }

  private static List<Filter> filters(QueryString parameters) {
    List<Filter> filters = new ArrayList<>();
    for (QueryString.Parameter one : parameters.parameters()) {
      TaskField.find(one.name()).ifPresent(field -> filters.add(new Filter(field, one.value())));
    }
    return filters;
  }

  /** Source: oslo_utils/uuidutils.py, is_uuid_like. */
  private static boolean isUuid(String text) {
    String digits = text.replace("urn:", "").replace("uuid:", "").replaceAll("^[{}]+|[{}]+$", "");
    return UUID_DIGITS.matcher(digits.replace("-", "")).matches();
  }

  /** The address of the first page. */
  String first() {
    return page(link);
  }

  /** The address of the page after the task. */
  String next(String lastId) {
    return page(link.with("marker", lastId));
  }

  private static String page(QueryString parameters) {
    String text = parameters.toString();
    return text.isEmpty() ? "/v2/tasks" : "/v2/tasks?" + text;
  }
}
