package io.glance.registry.testing;

import io.glance.common.image.MemberStatus;
import io.glance.common.registryapi.ImageQuery;
import io.glance.common.registryapi.ImageQuery.SortKey;
import io.glance.common.registryapi.ImageQuery.VisibilityScope;
import java.util.List;
import java.util.Map;

/** A query whose parts can be changed one by one. */
public final class QueryParts {
  private int limit;
  private String marker;
  private List<SortKey> sort;
  private VisibilityScope scope;
  private MemberStatus memberStatus;
  private boolean hidden;
  private final ImageQuery original;
  private Map<String, String> properties;
  private List<String> tags;

  private QueryParts(ImageQuery query) {
    original = query;
    limit = query.limit();
    marker = query.marker();
    sort = query.sort();
    scope = query.visibility();
    memberStatus = query.memberStatus();
    hidden = query.hidden();
    properties = query.properties();
    tags = query.tags();
  }

  static QueryParts of(ImageQuery query) {
    return new QueryParts(query);
  }

  public QueryParts limit(int value) {
    limit = value;
    return this;
  }

  public QueryParts marker(String value) {
    marker = value;
    return this;
  }

  public QueryParts sort(List<SortKey> value) {
    sort = value;
    return this;
  }

  public QueryParts scope(VisibilityScope value) {
    scope = value;
    return this;
  }

  public QueryParts memberStatus(MemberStatus value) {
    memberStatus = value;
    return this;
  }

  public QueryParts hidden() {
    hidden = true;
    return this;
  }

  public QueryParts properties(Map<String, String> value) {
    properties = value;
    return this;
  }

  public QueryParts tags(String... value) {
    tags = List.of(value);
    return this;
  }

  ImageQuery query() {
    return new ImageQuery(
        limit, marker, sort, scope, memberStatus, hidden, original.conditions(), properties, tags);
  }
}
