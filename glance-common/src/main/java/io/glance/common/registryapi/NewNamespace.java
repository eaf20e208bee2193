package io.glance.common.registryapi;

import io.glance.common.metadef.MetadefProperty;
import java.util.List;

/**
 * A namespace to be made, with all that is in it from the beginning.
 *
 * @param tags their names
 */
public record NewNamespace(
    NamespaceValues values,
    List<AssociationValues> associations,
    List<MetadefProperty> properties,
    List<ObjectValues> objects,
    List<String> tags) {

  public NewNamespace {
    associations = List.copyOf(associations);
    properties = List.copyOf(properties);
    objects = List.copyOf(objects);
    tags = List.copyOf(tags);
  }
}
