package io.glance.api.imagedata;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.common.context.RequestContext;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.Transfer;
import io.glance.common.registryapi.TransferRegistry.BeginUpload;
import io.glance.store.Tenant;
import io.glance.store.backends.Stores;
import io.glance.store.checked.CheckedStore;
import io.glance.store.checked.Digests;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AbandonedUploadsTest {
  private final MemoryRegistry registry = new MemoryRegistry();
  private final TransferKeeper keeper = new TransferKeeper(registry, new Holder("here", "1"));
  private final TenantedStore store = new TenantedStore();
  private final AbandonedUploads uploads =
      new AbandonedUploads(
          new VisibleImages(registry),
          registry,
          keeper,
          Stores.of(
              List.of(
                  new Stores.Backend(
                      new CheckedStore("tenanted", store, new Digests()), List.of("memory")))));

  @Test
  void whatWasWrittenIsDiscardedAtTheOwners() throws Exception {
    Image image = Images.queued();
    registry.put(image);
    Transfer transfer =
        registry.beginUpload(new BeginUpload(image.id(), "tenanted", keeper.holder()), Node.CALLER);

    uploads.cleanUp(transfer);

    assertThat(store.discarded()).containsExactly(Tenant.absent(image.id(), image.owner()));
    assertThat(registry.image(image.id()).status()).isEqualTo(ImageStatus.QUEUED);
    assertThat(registry.transfers()).isEmpty();
  }

  @Test
  void whatSomebodyElseWroteIsDiscardedAtHis() throws Exception {
    Image image = Images.queued();
    registry.put(image);

    uploads.cleanUp(begin(image, "operators"));

    assertThat(store.discarded()).containsExactly(Tenant.absent(image.id(), "operators"));
  }

  @Test
  void whatWasWrittenToAnImageThatIsGoneIsDiscardedAtTheWriters() throws Exception {
    Image image = Images.queued();
    registry.put(image);
    Transfer transfer = begin(image, "acme");
    registry.put(Images.with(image, ImageStatus.DELETED));

    uploads.cleanUp(transfer);

    assertThat(store.discarded()).containsExactly(Tenant.absent(image.id(), "acme"));
  }

  private Transfer begin(Image image, String project) {
    return registry.beginUpload(
        new BeginUpload(image.id(), "tenanted", keeper.holder()),
        new RequestContext("user", project, Set.of("member"), true, "req-test"));
  }
}
