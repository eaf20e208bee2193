package io.glance.registry.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.ImportRegistry;
import io.glance.common.registryapi.ImportRegistry.BeginImport;
import io.glance.common.registryapi.NewLocation;
import io.glance.common.registryapi.StoredData;
import io.glance.common.registryapi.Transfer;
import io.glance.common.registryapi.TransferRegistry;
import io.glance.common.registryapi.TransferRegistry.BeginRemoval;
import io.glance.common.registryapi.TransferRegistry.BeginStray;
import io.glance.common.registryapi.TransferRegistry.BeginUpload;
import io.glance.common.registryapi.TransferRegistry.BeginWithdrawal;
import io.glance.common.registryapi.TransferRegistry.Claim;
import io.glance.common.registryapi.TransferRegistry.FinishUpload;
import io.glance.common.task.TaskType;
import io.glance.registry.testing.Callers;
import io.glance.registry.testing.Images;
import io.glance.registry.testing.TestedDatabase;
import io.glance.registry.testing.TestingRegistry;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Bytes that came to a store when nobody wanted them any more. */
@ParameterizedClass
@EnumSource(TestedDatabase.class)
class StraysIT {
  private final TestingRegistry registry;
  private final ImageRegistry images;
  private final TransferRegistry transfers;
  private final ImportRegistry imports;
  private final String owner = "owner-" + UUID.randomUUID();
  private final String cheap = "cheap-" + UUID.randomUUID();
  private final String fast = "fast-" + UUID.randomUUID();
  private final Holder holder = new Holder("node-" + UUID.randomUUID(), "first");
  private final Holder elsewhere = new Holder("elsewhere-" + UUID.randomUUID(), "other");
  private final Image image;

  StraysIT(TestedDatabase database) {
    registry = database.registry();
    images = registry.client().images();
    transfers = registry.client().transfers();
    imports = registry.client().imports();
    String id = images.create(Images.ownedBy(owner), Callers.admin()).id();
    Transfer upload = transfers.beginUpload(new BeginUpload(id, fast, holder), Callers.of(owner));
    StoredData data =
        new StoredData("file:///fast/" + id, Map.of("store", fast), 1, null, "c", "sha512", "h");
    image = transfers.finishUpload(upload.id(), new FinishUpload(holder, data), Callers.of(owner));
  }

  @Test
  void theyAreWrittenDownWithoutBecomingALocation() {
    Transfer stray = begin("cheap");
    assertThat(stray.kind()).isEqualTo(Transfer.Kind.STRAY);
    assertThat(stray.locations())
        .singleElement()
        .satisfies(bytes -> assertThat(bytes.url()).isEqualTo(url("cheap")));
    assertThat(now()).isEqualTo(image);

    transfers.finishStray(stray.id(), holder, Callers.admin());

    assertThat(now()).isEqualTo(image);
    assertThat(statusOf(url("cheap"))).isEqualTo("deleted");
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> transfers.get(stray.id(), Callers.admin()));
  }

  @Test
  void whatALocationLeadsToIsNoStray() {
    assertIsRefused("fast");

    assertThat(now()).isEqualTo(image);
  }

  @Test
  void whatAWithdrawalOrARemovalMayBringBackIsNoStray() {
    Image two = registry.client().addLocation(image.id(), url("cheap"), Map.of("store", cheap));
    transfers.beginWithdrawal(
        new BeginWithdrawal(image.id(), two.locations().get(1).id(), holder), Callers.of(owner));
    assertIsRefused("cheap");

    Transfer removal = remove();
    assertIsRefused("fast");
    transfers.undoRemoval(removal.id(), holder, Callers.admin());
    assertIsRefused("cheap");
  }

  @Test
  void aCopyAndAStrayDoNotMeet() {
    Transfer copy = copy();
    assertIsRefused("cheap");
    imports.fail(
        copy.id(), new ImportRegistry.Failure(holder, "lost", List.of(), null, 1), Callers.admin());

    Transfer stray = begin("cheap");
    assertThatExceptionOfType(GlanceException.Conflict.class).isThrownBy(this::copy);

    transfers.finishStray(stray.id(), holder, Callers.admin());
    assertThat(copy().kind()).isEqualTo(Transfer.Kind.IMPORT);
  }

  @Test
  void anUploadMayBeginAnyMomentForAQueuedImage() {
    Image queued = images.create(Images.ownedBy(owner), Callers.admin());

    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() ->
            transfers.beginStray(
                new BeginStray(
                    queued.id(), new NewLocation("file:///fast/" + queued.id(), Map.of()), holder),
                Callers.admin()));
  }

  @Test
  void thoseOfADeletedImageGoWhenItsRemovalIsOver() {
    Transfer removal = remove();
    assertIsRefused("cheap");
    transfers.finishRemoval(removal.id(), holder, Callers.admin());

    Transfer stray = begin("fast");

    transfers.finishStray(stray.id(), holder, Callers.admin());
    assertThat(images.list(Images.ofOwner(owner), Callers.of(owner))).isEmpty();
  }

  @Test
  void aRemovalThatIsUndoneMeanwhileBringsNoStrayBack() {
    Transfer stray = begin("cheap");

    transfers.undoRemoval(remove().id(), holder, Callers.admin());

    assertThat(now().locations()).isEqualTo(image.locations());
    assertThat(statusOf(url("cheap"))).isEqualTo("pending_delete");
    transfers.finishStray(stray.id(), holder, Callers.admin());
    assertThat(now().locations()).isEqualTo(image.locations());
  }

  @Test
  void whoReachesTheStoreGoesOnWithAnAbandonedOne() {
    Transfer stray = begin("cheap");
    registry
        .rows()
        .sql("UPDATE glancej_transfers SET lease_until = 1 WHERE image_id = ?")
        .param(image.id())
        .update();
    assertThat(claim(fast)).isEmpty();

    List<Transfer> claimed = claim(cheap);

    assertThat(claimed)
        .singleElement()
        .satisfies(transfer -> {
          assertThat(transfer.kind()).isEqualTo(Transfer.Kind.STRAY);
          assertThat(transfer.locations()).isEqualTo(stray.locations());
        });
    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() -> transfers.finishStray(stray.id(), holder, Callers.admin()));
    transfers.finishStray(claimed.getFirst().id(), elsewhere, Callers.admin());
    assertThat(statusOf(url("cheap"))).isEqualTo("deleted");
  }

  @Test
  void ofAnImageThatNobodyKnowsThereAreNone() {
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() ->
            transfers.beginStray(
                new BeginStray(
                    UUID.randomUUID().toString(), new NewLocation("file:///x", Map.of()), holder),
                Callers.admin()));
  }

  private Transfer begin(String store) {
    String id = store.equals("fast") ? fast : cheap;
    return transfers.beginStray(
        new BeginStray(image.id(), new NewLocation(url(store), Map.of("store", id)), holder),
        Callers.admin());
  }

  private void assertIsRefused(String store) {
    assertThatExceptionOfType(GlanceException.Conflict.class).isThrownBy(() -> begin(store));
  }

  private Transfer copy() {
    return imports.begin(
        new BeginImport(
            image.id(),
            holder,
            ImageStatus.ACTIVE,
            ImageStatus.ACTIVE,
            List.of(cheap),
            List.of(cheap),
            null,
            TaskType.API_IMAGE_IMPORT,
            Map.of(),
            "req-test",
            1),
        Callers.of(owner));
  }

  private Transfer remove() {
    return transfers.beginRemoval(
        new BeginRemoval(image.id(), ImageStatus.ACTIVE, holder), Callers.of(owner));
  }

  private List<Transfer> claim(String store) {
    return transfers
        .claimAbandoned(new Claim(elsewhere, List.of(store), 1000), Callers.admin())
        .stream()
        .filter(transfer -> transfer.imageId().equals(image.id()))
        .toList();
  }

  private Image now() {
    return images.get(image.id(), Callers.admin());
  }

  private String url(String store) {
    return "file:///" + store + "/" + image.id();
  }

  private String statusOf(String url) {
    return registry
        .rows()
        .sql("SELECT status FROM image_locations WHERE value = ?")
        .param(url)
        .query(String.class)
        .single();
  }
}
