package io.glance.registry.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.ImageUpdate;
import io.glance.common.registryapi.StoredData;
import io.glance.common.registryapi.Transfer;
import io.glance.common.registryapi.TransferRegistry;
import io.glance.common.registryapi.TransferRegistry.BeginRemoval;
import io.glance.common.registryapi.TransferRegistry.BeginUpload;
import io.glance.common.registryapi.TransferRegistry.Claim;
import io.glance.common.registryapi.TransferRegistry.FinishUpload;
import io.glance.common.registryapi.TransferRegistry.Renewal;
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

@ParameterizedClass
@EnumSource(TestedDatabase.class)
class TransfersIT {
  private final TestingRegistry registry;
  private final ImageRegistry images;
  private final TransferRegistry transfers;
  private final String owner = "owner-" + UUID.randomUUID();
  private final String node = "node-" + UUID.randomUUID() + ":9292";
  private final String store = "store-" + UUID.randomUUID();
  private final Holder holder = new Holder(node, "first");
  private final Holder successor = new Holder(node, "second");
  private final Holder elsewhere = new Holder("elsewhere:9292", "other");
  private final Image image;

  TransfersIT(TestedDatabase database) {
    registry = database.registry();
    images = registry.client().images();
    transfers = registry.client().transfers();
    image = images.create(Images.ownedBy(owner), Callers.admin());
  }

  private Transfer begin() {
    return transfers.beginUpload(new BeginUpload(image.id(), store, holder), Callers.of(owner));
  }

  private Image finish(Transfer transfer, Holder by) {
    StoredData data =
        new StoredData(
            "file:///images/" + image.id(),
            Map.of("store", store),
            5L << 30,
            10L << 30,
            "d41d8cd98f00b204e9800998ecf8427e",
            "sha512",
            "ab".repeat(64));
    return transfers.finishUpload(transfer.id(), new FinishUpload(by, data), Callers.of(owner));
  }

  private Transfer beginRemoval(ImageStatus from) {
    return transfers.beginRemoval(new BeginRemoval(image.id(), from, holder), Callers.of(owner));
  }

  private List<Transfer> claim(Holder by, String... stores) {
    return transfers.claimAbandoned(new Claim(by, List.of(stores), 1000), Callers.admin()).stream()
        .filter(transfer -> transfer.imageId().equals(image.id()))
        .toList();
  }

  private void expire() {
    registry
        .rows()
        .sql("UPDATE glancej_transfers SET lease_until = 1 WHERE image_id = ?")
        .param(image.id())
        .update();
  }

  private String column(String name) {
    return registry
        .rows()
        .sql("SELECT " + name + " FROM images WHERE id = ?")
        .param(image.id())
        .query(String.class)
        .list()
        .getFirst();
  }

  @Test
  void anUploadMakesTheImageActive() {
    Transfer upload = begin();
    assertThat(images.get(image.id(), Callers.admin()).status()).isEqualTo(ImageStatus.SAVING);

    Image active = finish(upload, holder);

    assertThat(active.status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(active.size()).isEqualTo(5L << 30);
    assertThat(active.virtualSize()).isEqualTo(10L << 30);
    assertThat(active.checksum()).isEqualTo("d41d8cd98f00b204e9800998ecf8427e");
    assertThat(active.hashAlgorithm()).isEqualTo("sha512");
    assertThat(active.locations())
        .extracting(ImageLocation::url, ImageLocation::metadata)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "file:///images/" + image.id(), Map.of("store", store)));
    assertThat(images.get(image.id(), Callers.of(owner))).isEqualTo(active);
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> transfers.get(upload.id(), Callers.admin()));
  }

  @Test
  void aSecondUploadIsRefused() {
    begin();

    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(this::begin)
        .withMessage("Image status transition from saving to saving is not allowed");
  }

  @Test
  void anUploadThatMayNotBeTriedAgainKillsItsImageWhoeverEndsIt() {
    BeginUpload once = new BeginUpload(image.id(), store, holder, null, ImageStatus.KILLED);
    Transfer upload = transfers.beginUpload(once, Callers.of(owner));
    expire();

    List<Transfer> claimed = claim(elsewhere, store);
    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() -> transfers.abandonUpload(upload.id(), holder, Callers.admin()));
    transfers.abandonUpload(claimed.getFirst().id(), elsewhere, Callers.admin());

    assertThat(images.get(image.id(), Callers.of(owner)).status()).isEqualTo(ImageStatus.KILLED);
    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(this::begin)
        .withMessage("Image status transition from killed to saving is not allowed");
  }

  @Test
  void anUploadThatMayNotBeTriedAgainKillsNoImageThatIsGone() {
    BeginUpload once = new BeginUpload(image.id(), store, holder, null, ImageStatus.KILLED);
    Transfer upload = transfers.beginUpload(once, Callers.of(owner));
    beginRemoval(ImageStatus.SAVING);

    transfers.abandonUpload(upload.id(), holder, Callers.admin());

    assertThat(column("status")).isEqualTo("deleted");
  }

  @Test
  void strangersCannotUpload() {
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() ->
            transfers.beginUpload(
                new BeginUpload(image.id(), store, holder), Callers.of("stranger")));
  }

  @Test
  void anAbandonedUploadLeavesTheImageQueuedAndATryAgainWorks() {
    transfers.abandonUpload(begin().id(), holder, Callers.admin());

    assertThat(images.get(image.id(), Callers.admin()).status()).isEqualTo(ImageStatus.QUEUED);
    assertThat(finish(begin(), holder).status()).isEqualTo(ImageStatus.ACTIVE);
  }

  @Test
  void onlyItsHolderMovesATransfer() {
    Transfer upload = begin();

    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() -> finish(upload, elsewhere));
    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() -> transfers.abandonUpload(upload.id(), successor, Callers.admin()));
    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() -> transfers.finishRemoval(upload.id(), holder, Callers.admin()));
    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() -> transfers.abandonUpload("no-such", holder, Callers.admin()));
    assertThat(images.get(image.id(), Callers.admin()).status()).isEqualTo(ImageStatus.SAVING);
  }

  @Test
  void whoFinishesAfterDeletionIsToldAndKeepsTheTransferToCleanUp() {
    Transfer upload = begin();
    assertThat(beginRemoval(ImageStatus.SAVING).locations()).isEmpty();

    assertThatExceptionOfType(GlanceException.Gone.class).isThrownBy(() -> finish(upload, holder));

    assertThat(column("status")).isEqualTo("deleted");
    assertThat(transfers.get(upload.id(), Callers.admin())).isEqualTo(upload);
    transfers.abandonUpload(upload.id(), holder, Callers.admin());
    assertThat(column("status")).isEqualTo("deleted");
  }

  @Test
  void anImageThatWasProtectedMeanwhileIsNotDeleted() {
    registry.rows().sql("UPDATE images SET protected = 1 WHERE id = ?").param(image.id()).update();

    assertThatExceptionOfType(GlanceException.Forbidden.class)
        .isThrownBy(() -> beginRemoval(ImageStatus.QUEUED))
        .withMessage("Image %s is protected and cannot be deleted.", image.id());

    assertThat(column("status")).isEqualTo("queued");
    assertThat(images.get(image.id(), Callers.admin()).isProtected()).isTrue();
  }

  @Test
  void anImageWithoutBytesIsDeletedAtOnce() {
    Transfer removal = beginRemoval(ImageStatus.QUEUED);

    assertThat(removal.locations()).isEmpty();
    assertThat(column("status")).isEqualTo("deleted");
    assertThat(column("deleted_at")).isNotNull();
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> images.get(image.id(), Callers.admin()));
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> transfers.get(removal.id(), Callers.admin()));
  }

  @Test
  void anImageWithBytesWaitsUntilTheyAreGone() {
    Image active = finish(begin(), holder);

    Transfer removal = beginRemoval(ImageStatus.ACTIVE);

    assertThat(removal.locations()).isEqualTo(active.locations());
    assertThat(column("status")).isEqualTo("pending_delete");
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> images.get(image.id(), Callers.admin()));
    assertThat(transfers.get(removal.id(), Callers.admin())).isEqualTo(removal);
    assertThat(liveBelongings()).isZero();
    transfers.finishRemoval(removal.id(), holder, Callers.admin());
    assertThat(column("status")).isEqualTo("deleted");
    assertThat(locationStatus()).isEqualTo("deleted");
  }

  private String locationStatus() {
    return registry
        .rows()
        .sql("SELECT status FROM image_locations WHERE image_id = ?")
        .param(image.id())
        .query(String.class)
        .single();
  }

  private int liveBelongings() {
    int live = 0;
    for (String table :
        List.of("image_properties", "image_tags", "image_members", "image_locations")) {
      live +=
          registry
              .rows()
              .sql("SELECT COUNT(*) FROM " + table + " WHERE image_id = ? AND deleted = 0")
              .param(image.id())
              .query(Integer.class)
              .single();
    }
    return live;
  }

  @Test
  void aRemovalFromAnotherStatusIsAConflict() {
    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() -> beginRemoval(ImageStatus.ACTIVE));
    assertThat(column("status")).isEqualTo("queued");
  }

  @Test
  void anUndoneRemovalBringsBackWhatWentWithTheImageAndNothingElse() {
    registry.client().members().add(image.id(), "member", -1, Callers.admin());
    Image active = finish(begin(), holder);
    Image edited =
        images.update(
            image.id(),
            new ImageUpdate(active, Images.with(active, Map.of("architecture", "x86_64"))),
            Callers.admin());
    images.removeTag(image.id(), "lts", Callers.admin());

    Transfer removal = beginRemoval(ImageStatus.ACTIVE);
    transfers.undoRemoval(removal.id(), holder, Callers.admin());

    Image restored = images.get(image.id(), Callers.of("member"));
    assertThat(restored.status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(restored.properties()).isEqualTo(edited.properties()).hasSize(1);
    assertThat(restored.tags()).containsExactly("stable");
    assertThat(restored.locations()).isEqualTo(active.locations());
    assertThat(column("deleted_at")).isNull();
  }

  @Test
  void aDeactivatedImageIsDeactivatedAgainAfterAnUndoneRemoval() {
    finish(begin(), holder);
    images.changeStatus(
        image.id(),
        new io.glance.common.registryapi.StatusChange(ImageStatus.ACTIVE, ImageStatus.DEACTIVATED),
        Callers.admin());

    transfers.undoRemoval(beginRemoval(ImageStatus.DEACTIVATED).id(), holder, Callers.admin());

    assertThat(images.get(image.id(), Callers.admin()).status()).isEqualTo(ImageStatus.DEACTIVATED);
  }

  @Test
  void aLiveTransferIsNotClaimedByAnotherNode() {
    begin();

    assertThat(claim(elsewhere, store)).isEmpty();
  }

  @Test
  void anExpiredTransferIsClaimedOnce() {
    Transfer upload = begin();
    expire();

    Transfer claimed = only(claim(elsewhere, store));
    assertThat(claimed).usingRecursiveComparison().ignoringFields("id").isEqualTo(upload);
    assertThat(claimed.projectId()).isEqualTo(owner);
    assertThat(claim(new Holder("third:1", "x"), store)).isEmpty();
    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() -> finish(upload, holder));
    transfers.abandonUpload(claimed.id(), elsewhere, Callers.admin());
    assertThat(column("status")).isEqualTo("queued");
  }

  private static Transfer only(List<Transfer> transfers) {
    assertThat(transfers).hasSize(1);
    return transfers.getFirst();
  }

  @Test
  void aNewProcessOfTheNodeClaimsAtOnceAndItsOwnOnlyWhenExpired() {
    begin();

    assertThat(claim(holder, store)).isEmpty();
    assertThat(claim(successor, store)).hasSize(1);
    assertThat(claim(successor, store)).isEmpty();
    expire();
    assertThat(claim(successor, store)).hasSize(1);
  }

  @Test
  void aCallUnderTheIdFromBeforeAClaimIsRefusedEvenToTheClaimant() {
    Transfer upload = begin();
    expire();

    Transfer claimed = only(claim(holder, store));

    assertThat(claimed.id()).isNotEqualTo(upload.id());
    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() -> finish(upload, holder));
    assertThat(finish(claimed, holder).status()).isEqualTo(ImageStatus.ACTIVE);
  }

  @Test
  void onlyWhoReachesTheStoreClaims() {
    begin();
    expire();
    assertThat(claim(elsewhere, "another")).isEmpty();
    Transfer upload = only(claim(elsewhere, "another", store));
    transfers.abandonUpload(upload.id(), elsewhere, Callers.admin());
    finish(begin(), holder);
    Transfer removal = beginRemoval(ImageStatus.ACTIVE);
    expire();

    assertThat(claim(elsewhere, "another")).isEmpty();
    assertThat(only(claim(elsewhere, store)).locations()).isEqualTo(removal.locations());
  }

  @Test
  void aLeaseIsRenewedByItsHolderOnly() {
    Transfer upload = begin();
    expire();

    assertThat(renew(elsewhere, upload)).isEmpty();
    assertThat(renew(holder, upload)).containsExactly(upload.id());
    assertThat(claim(elsewhere, store)).isEmpty();
  }

  private List<String> renew(Holder by, Transfer transfer) {
    return transfers.renew(new Renewal(by, List.of(transfer.id(), "no-such")), Callers.admin());
  }

  @Test
  void whatTheOriginalLeftToItsScrubberIsNotClaimed() {
    finish(begin(), holder);
    registry
        .rows()
        .sql(
            "UPDATE images SET status = 'pending_delete', deleted = 1,"
                + " deleted_at = '2020-01-01 00:00:00' WHERE id = ?")
        .param(image.id())
        .update();

    assertThat(claim(elsewhere, store)).isEmpty();
    assertThat(column("status")).isEqualTo("pending_delete");
  }
}
