package io.glance.api.v2;

import io.glance.api.frontdoor.QueryString;
import io.glance.api.quota.LimitProperties;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Visibility;
import io.glance.common.registryapi.NamespaceField;
import io.glance.common.registryapi.NamespaceQuery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a list of namespaces. Unknown ones count for nothing.
 *
 * <p>Source: glance/api/v2/metadef_namespaces.py, RequestDeserializer.index. Unlike there, links
 * keep all values of a repeated parameter.
 *
 * @param query what to look for
 * @param findsNothing whether no namespace can be meant, so that nobody needs to look
 * @param link parameters of the links to other pages, without marker
 */
record NamespaceListRequest(NamespaceQuery query, boolean findsNothing, QueryString link) {
  private static final String PATH = "/v2/metadefs/namespaces";

  /**
   * @param queryString as sent
   * @throws GlanceException.Invalid if a parameter cannot be understood
   */
  static NamespaceListRequest of(@Nullable String queryString, LimitProperties limits) {
    QueryString link = QueryString.of(queryString);
    QueryString parameters = link.copy();
    link.takeAll("marker");
    @Nullable String limit = parameters.take("limit").orElse(null);
    int namespaces = limit == null ? limits.limitParamDefault() : ListRequest.limit(limit);
    String marker = parameters.take("marker").orElse("");
    boolean ascending = isAscending(parameters.take("sort_dir").orElse("desc"));
    String sort = parameters.take("sort_key").orElse("created_at");
    @Nullable String visibility = parameters.last("visibility").orElse(null);
    requireKnown(visibility, List.of("public", "private"));
    @Nullable String types = parameters.last("resource_types").orElse(null);
    NamespaceQuery query =
        new NamespaceQuery(
            Math.min(limits.apiLimitMax(), namespaces),
            marker.isEmpty() ? null : marker,
            NamespaceField.find(sort)
                .orElseThrow(() -> new GlanceException.Invalid("Sort key supplied was not valid.")),
            ascending,
            visibility == null || visibility.isEmpty() ? null : Visibility.of(visibility),
            types == null ? null : List.of(types.split(",", -1)));
    return new NamespaceListRequest(query, visibility != null && visibility.isEmpty(), link);
  }

  /**
   * @throws GlanceException.Invalid if it is neither {@code asc} nor {@code desc}
   */
  static boolean isAscending(String direction) {
    return switch (direction) {
      case "asc" -> true;
      case "desc" -> false;
      default -> throw new GlanceException.Invalid("Invalid sort direction: " + direction);
    };
  }

  /**
   * @throws GlanceException.Invalid if a visibility is named that there is not
   */
  static void requireKnown(@Nullable String visibility, List<String> known) {
    if (visibility != null && !visibility.isEmpty() && !known.contains(visibility)) {
      throw new GlanceException.Invalid("Invalid visibility value: " + visibility);
    }
  }

  /** The address of the first page. */
  String first() {
    return page(link);
  }

  /** The address of the page after the namespace. */
  String next(String lastName) {
    return page(link.with("marker", lastName));
  }

  private static String page(QueryString parameters) {
    String text = parameters.toString();
    return text.isEmpty() ? PATH : PATH + "?" + text;
  }
}
