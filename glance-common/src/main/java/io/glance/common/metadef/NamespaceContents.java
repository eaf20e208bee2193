package io.glance.common.metadef;

import java.util.List;

/** A namespace and all that is in it. */
public record NamespaceContents(
    Namespace namespace,
    List<ResourceTypeAssociation> associations,
    List<MetadefProperty> properties,
    List<MetadefObject> objects,
    List<MetadefTag> tags) {

  public NamespaceContents {
    associations = List.copyOf(associations);
    properties = List.copyOf(properties);
    objects = List.copyOf(objects);
    tags = List.copyOf(tags);
  }
}
