package io.glance.api.imagedata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.api.imagedata.BrittleTransfers.Fault;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.Transfer;
import io.glance.common.registryapi.TransferRegistry.BeginRemoval;
import io.glance.common.registryapi.TransferRegistry.BeginUpload;
import io.glance.common.registryapi.TransferRegistry.Claim;
import io.glance.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Somebody took an upload for dead and cleaned up, and then its bytes came. */
class LateBytesTest {
  private final Node node = new Node();
  private final Node other = node.other("there");
  private final Image image = node.add(Images.queued());

  @Test
  void theyAreTakenBackAtOnce() throws IOException {
    node.store.afterWrites(this::cleanUpThere);

    uploadFails();

    assertTakenBack();
  }

  @Test
  void theyAreTakenBackAlsoWhenAnAnswerWasMissingBefore() throws IOException {
    node.store.afterWrites(this::cleanUpThere);
    node.transfers.onFinish(Fault.REQUEST_LOST);

    uploadFails();

    assertTakenBack();
  }

  @Test
  void theyAreTakenBackLaterWhenTheRegistryBecomesSilent() throws IOException {
    node.store.afterWrites(() -> {
      cleanUpThere();
      node.transfers.loseNextBegin();
    });

    uploadFails();

    assertThat(node.hasBytes(image)).isTrue();
    assertThat(node.late.pass()).isTrue();
    assertTakenBack();
  }

  @Test
  void theyAreTakenBackLaterWhenTheRegistryWasSilentAllTheTime() throws IOException {
    node.store.afterWrites(() -> {
      cleanUpThere();
      node.transfers.setDown(true);
    });

    assertThatThrownBy(() -> node.upload(image, new byte[10]))
        .isInstanceOf(GlanceException.Unavailable.class);

    assertThat(node.late.pass()).isFalse();
    node.transfers.setDown(false);
    assertThat(node.late.pass()).isTrue();
    assertTakenBack();
  }

  @Test
  void theyWaitForAnUploadThatGoesOn() throws IOException {
    Transfer[] successor = new Transfer[1];
    node.store.afterWrites(() -> {
      cleanUpThere();
      successor[0] =
          node.registry.beginUpload(
              new BeginUpload(image.id(), "memory", other.keeper.holder()), Node.CALLER);
    });

    uploadFails();

    assertThat(node.late.pass()).isFalse();
    assertThat(node.hasBytes(image)).isTrue();
    node.registry.abandonUpload(successor[0].id(), other.keeper.holder(), Node.CALLER);
    assertThat(node.late.pass()).isTrue();
    assertTakenBack();
  }

  @Test
  void bytesOfASuccessorThatEndedWellAreNotTouched() throws IOException {
    node.store.afterWrites(() -> {
      cleanUpThere();
      node.transfers.setDown(true);
    });
    assertThatThrownBy(() -> node.upload(image, new byte[10]))
        .isInstanceOf(GlanceException.Unavailable.class);
    uploadThere();
    node.transfers.setDown(false);

    assertThat(node.late.pass()).isTrue();

    assertThat(node.now(image).size()).isEqualTo(5);
    assertThat(node.hasBytes(image)).isTrue();
  }

  @Test
  void uploadWhoseBytesWereReplacedIsNotToldThatItEndedWell() throws IOException {
    node.store.afterWrites(() -> {
      cleanUpThere();
      uploadThere();
    });

    uploadFails();

    assertThat(node.now(image).size()).isEqualTo(5);
    assertThat(node.hasBytes(image)).isTrue();
  }

  @Test
  void thoseOfADeletedImageGo() throws IOException {
    node.store.afterWrites(() -> {
      cleanUpThere();
      node.removals.remove(node.registry.visible(image.id()), Node.CALLER);
    });

    uploadFails();

    assertThat(node.hasBytes(image)).isFalse();
  }

  @Test
  void thoseOfAnImageThatIsActiveElsewhereGo() throws IOException {
    Image active = activeElsewhere();

    assertThat(node.late.pass()).isTrue();

    assertThat(node.hasBytes(active)).isFalse();
    assertThat(node.now(active).status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(node.registry.transfers()).isEmpty();
  }

  @Test
  void theyWaitForARemovalThatMayBeUndone() throws IOException {
    Image active = activeElsewhere();
    Transfer removal =
        node.registry.beginRemoval(
            new BeginRemoval(active.id(), ImageStatus.ACTIVE, other.keeper.holder()), Node.CALLER);

    assertThat(node.late.pass()).isFalse();
    assertThat(node.hasBytes(active)).isTrue();
    node.registry.finishRemoval(removal.id(), other.keeper.holder(), Node.CALLER);

    assertThat(node.late.pass()).isTrue();
    assertThat(node.hasBytes(active)).isFalse();
  }

  @Test
  void whoDiesWhileTheyGoIsFollowedByRecovery() throws IOException {
    Image active = activeElsewhere();
    node.store.failDeletes(() -> new StoreException.Unavailable("no answer"));
    assertThat(node.late.pass()).isTrue();
    assertThat(node.hasBytes(active)).isTrue();

    assertThat(node.restarted().recovery.pass()).isTrue();

    assertThat(node.hasBytes(active)).isFalse();
    assertThat(node.now(active).status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(node.registry.transfers()).isEmpty();
  }

  /** Late bytes of an image that another store has by now. */
  private Image activeElsewhere() {
    node.store.afterWrites(() -> {
      cleanUpThere();
      node.transfers.setDown(true);
    });
    assertThatThrownBy(() -> node.upload(image, new byte[10]))
        .isInstanceOf(GlanceException.Unavailable.class);
    node.transfers.setDown(false);
    return node.add(Images.at(image, 5, "file:///elsewhere/" + image.id()));
  }

  @Test
  void thoseOfAnUploadThatIsStillHeldAreLeftToItsTransfer() throws IOException {
    node.transfers.beforeFinish(() -> node.transfers.setDown(true));
    assertThatThrownBy(() -> node.upload(image, new byte[10]))
        .isInstanceOf(GlanceException.Unavailable.class);
    node.transfers.setDown(false);

    assertThat(node.late.pass()).isTrue();

    assertThat(node.hasBytes(image)).isTrue();
    assertThat(node.registry.transfers()).hasSize(1);
  }

  private void cleanUpThere() {
    node.registry.pass(Duration.ofMinutes(2));
    // the bytes are not there yet when it looks
    node.registry
        .claimAbandoned(new Claim(other.keeper.holder(), List.of("memory"), 1), Node.CALLER)
        .forEach(
            found -> node.registry.abandonUpload(found.id(), other.keeper.holder(), Node.CALLER));
  }

  private void uploadThere() {
    try {
      node.shared.discard(image.id());
      other.upload(image, new byte[5]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void uploadFails() {
    assertThatThrownBy(() -> node.upload(image, new byte[10])).isInstanceOf(GlanceException.class);
  }

  private void assertTakenBack() throws IOException {
    assertThat(node.now(image).status()).isEqualTo(ImageStatus.QUEUED);
    assertThat(node.hasBytes(image)).isFalse();
    assertThat(node.registry.transfers()).isEmpty();
  }
}
