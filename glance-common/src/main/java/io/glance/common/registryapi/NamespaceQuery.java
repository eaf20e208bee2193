package io.glance.common.registryapi;

import io.glance.common.image.Visibility;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of namespaces to find.
 *
 * @param limit namespaces at most; 0 finds none
 * @param marker name of the namespace that the page starts after
 * @param sort namespaces alike in it are sorted by creation, in the same direction
 * @param visibility absent: any
 * @param resourceTypes names, one of which a namespace is about; absent: it does not matter
 */
public record NamespaceQuery(
    int limit,
    @Nullable String marker,
    NamespaceField sort,
    boolean ascending,
    @Nullable Visibility visibility,
    @Nullable List<String> resourceTypes) {

  public NamespaceQuery {
    resourceTypes = resourceTypes == null ? null : List.copyOf(resourceTypes);
  }
}
