package io.glance.api.importing;

import io.glance.api.imagedata.Tenants;
import io.glance.api.quota.ProjectLimits;
import io.glance.common.context.RequestContext;
import io.glance.common.image.Image;
import io.glance.common.registryapi.Transfer;
import io.glance.store.Tenant;
import io.glance.store.checked.CheckedStore;
import java.util.List;

/**
 * An import that is accepted.
 *
 * @param transfer by which it lives
 * @param image as it was when the import began, with no properties but those of its signature
 * @param targets stores that it goes to, in order; they act for the caller
 * @param named whether clients know the stores by name
 * @param limits of the caller's project, as they were when the import was accepted
 */
record Job(
    Transfer transfer,
    Image image,
    ImportOrder order,
    List<CheckedStore> targets,
    boolean named,
    RequestContext caller,
    ProjectLimits limits) {

  Job {
    Tenant tenant = Tenants.of(image.id(), caller);
    targets = targets.stream().map(store -> store.of(tenant)).toList();
  }

  String imageId() {
    return image.id();
  }

  boolean isCopy() {
    return order.method() instanceof ImportMethod.CopyImage;
  }
}
