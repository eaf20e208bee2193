package io.glance.registry.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.StatusChange;
import io.glance.common.registryapi.StoredData;
import io.glance.common.registryapi.Transfer;
import io.glance.common.registryapi.TransferRegistry;
import io.glance.common.registryapi.TransferRegistry.BeginRemoval;
import io.glance.common.registryapi.TransferRegistry.BeginUpload;
import io.glance.common.registryapi.TransferRegistry.BeginWithdrawal;
import io.glance.common.registryapi.TransferRegistry.Claim;
import io.glance.common.registryapi.TransferRegistry.FinishUpload;
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

/** One of several locations goes, and its image stays. */
@ParameterizedClass
@EnumSource(TestedDatabase.class)
class WithdrawalsIT {
  private final TestingRegistry registry;
  private final ImageRegistry images;
  private final TransferRegistry transfers;
  private final String owner = "owner-" + UUID.randomUUID();
  private final String cheap = "cheap-" + UUID.randomUUID();
  private final String fast = "fast-" + UUID.randomUUID();
  private final Holder holder = new Holder("node-" + UUID.randomUUID(), "first");
  private final Holder elsewhere = new Holder("elsewhere-" + UUID.randomUUID(), "other");
  private final Image image;

  WithdrawalsIT(TestedDatabase database) {
    registry = database.registry();
    images = registry.client().images();
    transfers = registry.client().transfers();
    String id = images.create(Images.ownedBy(owner), Callers.admin()).id();
    Transfer upload = transfers.beginUpload(new BeginUpload(id, fast, holder), Callers.of(owner));
    StoredData data =
        new StoredData("file:///fast/" + id, Map.of("store", fast), 1, null, "c", "sha512", "h");
    transfers.finishUpload(upload.id(), new FinishUpload(holder, data), Callers.of(owner));
    image = registry.client().addLocation(id, "file:///cheap/" + id, Map.of("store", cheap));
  }

  @Test
  void theLocationGoesAndTheImageStays() {
    Transfer withdrawal = begin(0);
    assertThat(now().locations()).containsExactly(image.locations().get(1));
    assertThat(withdrawal.locations()).containsExactly(image.locations().get(0));
    assertThat(status(0)).isEqualTo("pending_delete");

    transfers.finishWithdrawal(withdrawal.id(), holder, Callers.admin());

    assertThat(status(0)).isEqualTo("deleted");
    assertThat(now().status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(now().locations()).containsExactly(image.locations().get(1));
    assertHasEnded(withdrawal);
  }

  @Test
  void anUndoneWithdrawalBringsTheLocationBack() {
    Transfer withdrawal = begin(1);

    transfers.undoWithdrawal(withdrawal.id(), holder, Callers.admin());

    assertThat(now().locations()).isEqualTo(image.locations());
    assertHasEnded(withdrawal);
  }

  @Test
  void theLastLocationStays() {
    begin(0);

    assertThatExceptionOfType(GlanceException.Forbidden.class)
        .isThrownBy(() -> begin(1))
        .withMessage(
            "Cannot delete image data from the only store containing it. Consider deleting the image instead.");
    assertThat(now().locations()).containsExactly(image.locations().get(1));
  }

  @Test
  void anImageThatIsNotActiveKeepsItsLocations() {
    images.changeStatus(
        image.id(), new StatusChange(ImageStatus.ACTIVE, ImageStatus.DEACTIVATED), Callers.admin());

    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() -> begin(0))
        .withMessage(
            "It's not allowed to remove image data from store if image status is not 'active'");
    assertThat(now().locations()).isEqualTo(image.locations());
  }

  @Test
  void whatIsNoLocationOfTheImageIsNotFound() {
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() ->
            transfers.beginWithdrawal(
                new BeginWithdrawal(image.id(), 1 << 30, holder), Callers.of(owner)));
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() ->
            transfers.beginWithdrawal(
                new BeginWithdrawal(image.id(), location(0).id(), holder), Callers.of("stranger")));
    assertThat(now().locations()).isEqualTo(image.locations());
  }

  @Test
  void onlyItsHolderMovesAWithdrawal() {
    Transfer withdrawal = begin(0);

    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() -> transfers.finishWithdrawal(withdrawal.id(), elsewhere, Callers.admin()));
    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() -> transfers.undoWithdrawal(withdrawal.id(), elsewhere, Callers.admin()));
    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() -> transfers.finishRemoval(withdrawal.id(), holder, Callers.admin()));
    assertThat(status(0)).isEqualTo("pending_delete");
  }

  @Test
  void whoReachesTheStoreCompletesAnAbandonedWithdrawal() {
    begin(0);
    expire();
    assertThat(claim(cheap)).isEmpty();

    List<Transfer> claimed = claim(fast);

    assertThat(claimed)
        .singleElement()
        .satisfies(transfer -> {
          assertThat(transfer.kind()).isEqualTo(Transfer.Kind.WITHDRAWAL);
          assertThat(transfer.locations()).containsExactly(location(0));
        });
    transfers.finishWithdrawal(claimed.getFirst().id(), elsewhere, Callers.admin());
    assertThat(status(0)).isEqualTo("deleted");
  }

  @Test
  void deletingTheImageMeanwhileRemovesTheOtherLocationsOnly() {
    Transfer withdrawal = begin(0);

    Transfer removal = remove();
    assertThat(removal.locations()).containsExactly(location(1));
    transfers.finishRemoval(removal.id(), holder, Callers.admin());

    assertThat(status(0)).isEqualTo("pending_delete");
    transfers.finishWithdrawal(withdrawal.id(), holder, Callers.admin());
    assertThat(status(0)).isEqualTo("deleted");
    assertThat(status(1)).isEqualTo("deleted");
  }

  @Test
  void aLocationOfADeletedImageDoesNotComeBack() {
    Transfer withdrawal = begin(0);
    remove();

    assertThatExceptionOfType(GlanceException.Gone.class)
        .isThrownBy(() -> transfers.undoWithdrawal(withdrawal.id(), holder, Callers.admin()));

    assertThat(transfers.get(withdrawal.id(), Callers.admin()).locations())
        .containsExactly(location(0));
  }

  @Test
  void anUndoneRemovalBringsNoWithdrawnLocationBack() {
    Transfer withdrawal = begin(0);

    transfers.undoRemoval(remove().id(), holder, Callers.admin());

    assertThat(now().locations()).containsExactly(location(1));
    transfers.undoWithdrawal(withdrawal.id(), holder, Callers.admin());
    assertThat(now().locations()).isEqualTo(image.locations());
  }

  private Transfer begin(int location) {
    return transfers.beginWithdrawal(
        new BeginWithdrawal(image.id(), location(location).id(), holder), Callers.of(owner));
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

  private ImageLocation location(int number) {
    return image.locations().get(number);
  }

  private Image now() {
    return images.get(image.id(), Callers.admin());
  }

  private String status(int location) {
    return registry
        .rows()
        .sql("SELECT status FROM image_locations WHERE id = ?")
        .param(location(location).id())
        .query(String.class)
        .single();
  }

  private void expire() {
    registry
        .rows()
        .sql("UPDATE glancej_transfers SET lease_until = 1 WHERE image_id = ?")
        .param(image.id())
        .update();
  }

  private void assertHasEnded(Transfer transfer) {
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> transfers.get(transfer.id(), Callers.admin()));
  }
}
