package io.glance.api.importing;

import io.glance.api.imagedata.Tenants;
import io.glance.common.context.RequestContext;
import io.glance.common.image.Image;
import io.glance.common.registryapi.Transfer;
import io.glance.store.checked.CheckedStore;
import java.util.List;

/**
 * An import that is accepted.
 *
 * @param transfer by which it lives
 * @param image as it was when the import began, with no properties but those of its signature
 * @param targets stores that it goes to, in order; they act for the caller
 * @param named whether clients know the stores by name
 */
record Job(
    Transfer transfer,
    Image image,
    ImportOrder order,
    List<CheckedStore> targets,
    boolean named,
    RequestContext caller) {

  Job {
    targets = targets.stream().map(store -> store.of(Tenants.of(caller))).toList();
  }

  String imageId() {
    return image.id();
  }

  boolean isCopy() {
    return order.method() instanceof ImportMethod.CopyImage;
  }
}
