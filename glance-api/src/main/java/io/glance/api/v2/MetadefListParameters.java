package io.glance.api.v2;

import io.glance.api.frontdoor.QueryString;
import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.MetadefTagQuery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of lists of what is in a namespace.
 *
 * <p>Source: glance/api/v2/metadef_objects.py and metadef_tags.py, RequestDeserializer.index.
 */
final class MetadefListParameters {
  private static final List<String> VISIBILITIES = List.of("public", "private", "shared");

  private MetadefListParameters() {}

  /**
   * Lists of objects are always whole; their parameters are looked at and count for nothing.
   *
   * @throws GlanceException.Invalid if one cannot be understood
   */
  static void requireOfObjects(@Nullable String queryString) {
    QueryString parameters = QueryString.of(queryString);
    @Nullable String limit = parameters.take("limit").orElse(null);
    NamespaceListRequest.isAscending(parameters.take("sort_dir").orElse("desc"));
    NamespaceListRequest.requireKnown(parameters.last("visibility").orElse(null), VISIBILITIES);
    if (limit != null && ListRequest.limit(limit) == 0) {
      throw new GlanceException.Invalid("limit param must be positive");
    }
  }

  /**
   * @throws GlanceException.Invalid if a parameter cannot be understood
   */
  static MetadefTagQuery ofTags(@Nullable String queryString) {
    QueryString parameters = QueryString.of(queryString);
    String limit = parameters.take("limit").orElse("");
    String marker = parameters.take("marker").orElse("");
    boolean ascending =
        NamespaceListRequest.isAscending(parameters.take("sort_dir").orElse("desc"));
    String sort = parameters.take("sort_key").orElse("created_at");
    NamespaceListRequest.requireKnown(parameters.last("visibility").orElse(null), VISIBILITIES);
    return new MetadefTagQuery(
        limit.isEmpty() ? null : ListRequest.limit(limit),
        marker.isEmpty() ? null : marker,
        MetadefTagQuery.Field.find(sort)
            .orElseThrow(() -> new GlanceException.Invalid("Sort key supplied was not valid.")),
        ascending);
  }
}
