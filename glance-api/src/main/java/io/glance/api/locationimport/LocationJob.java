package io.glance.api.locationimport;

import io.glance.common.image.ImageLocation;
import io.glance.common.registryapi.StorageLimit;
import io.glance.common.registryapi.Transfer;
import io.glance.store.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * A location that is accepted.
 *
 * @param transfer by which it lives
 * @param location with the id of its row, if the image has it already: then only digests are to be
 *     computed
 * @param expected what the bytes must be; absent if the caller did not say
 * @param tenant who named it; the service if he is gone
 * @param limit that the bytes obey; absent if there is none, or the image has them already
 */
record LocationJob(
    Transfer transfer,
    ImageLocation location,
    LocationOrder.@Nullable Expected expected,
    Tenant tenant,
    @Nullable StorageLimit limit) {

  String imageId() {
    return transfer.imageId();
  }

  boolean isAdded() {
    return location.id() != 0;
  }
}
