package io.glance.api.imagedata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.TransferRegistry.BeginRemoval;
import io.glance.common.registryapi.TransferRegistry.BeginUpload;
import io.glance.store.Capability;
import io.glance.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  private final Node node = new Node();

  @Test
  void uploadOfThePredecessorIsTakenBackAtOnce() throws IOException {
    Image image = killedInUpload(node);

    assertThat(node.restarted().recovery.pass()).isTrue();

    assertThat(node.now(image).status()).isEqualTo(ImageStatus.QUEUED);
    assertThat(node.hasBytes(image)).isFalse();
    assertThat(node.registry.transfers()).isEmpty();
  }

  @Test
  void uploadOfAnotherNodeIsTakenBackWhenItsLeaseRanOut() throws IOException {
    Image image = killedInUpload(node);
    Node other = node.other("there");

    other.recovery.pass();
    assertThat(node.hasBytes(image)).isTrue();

    node.registry.pass(Duration.ofMinutes(2));
    other.recovery.pass();
    assertThat(node.now(image).status()).isEqualTo(ImageStatus.QUEUED);
    assertThat(node.hasBytes(image)).isFalse();
  }

  @Test
  void transferInWorkHereIsNotTakenForAbandonedHoweverLateItIsRenewed() {
    Image image = node.add(Images.queued());
    var transfer =
        node.registry.beginUpload(
            new BeginUpload(image.id(), "memory", node.keeper.holder()), Node.CALLER);

    try (var hold = node.keeper.hold(transfer)) {
      node.registry.pass(Duration.ofMinutes(2));
      node.recovery.pass();

      assertThat(hold.isLost()).isFalse();
      assertThat(node.now(image).status()).isEqualTo(ImageStatus.SAVING);
      assertThat(node.registry.transfers()).hasSize(1);
    }
  }

  @Test
  void removalOfThePredecessorIsCompleted() throws IOException {
    Image image = killedInRemoval(node);

    assertThat(node.restarted().recovery.pass()).isTrue();

    assertThat(node.now(image).status()).isEqualTo(ImageStatus.DELETED);
    assertThat(node.hasBytes(image)).isFalse();
  }

  @Test
  void removalIsCompletedAlsoWhenTheBytesAreGoneAlready() throws IOException {
    Image image = killedInRemoval(node);
    node.shared.delete(Node.locationOf(image));

    assertThat(node.restarted().recovery.pass()).isTrue();

    assertThat(node.now(image).status()).isEqualTo(ImageStatus.DELETED);
  }

  @Test
  void imageWhoseBytesAreInUseComesBack() throws IOException {
    Image image = killedInRemoval(node);
    Node restarted = node.restarted();
    restarted.store.failDeletes(() -> new StoreException.InUse("a clone"));

    assertThat(restarted.recovery.pass()).isTrue();

    assertThat(node.now(image).status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(node.hasBytes(image)).isTrue();
  }

  @Test
  void imageOfWhichSomeBytesAreGoneDoesNotComeBack() throws IOException {
    Image image = node.withBytesAtTwoPlaces(Images.queued());
    node.registry.beginRemoval(
        new BeginRemoval(image.id(), ImageStatus.ACTIVE, node.keeper.holder()), Node.CALLER);
    node.shared.delete(Node.locationOf(image));
    Node restarted = node.restarted();
    restarted.store.failDeletesOf(Node.copyOf(image), () -> new StoreException.InUse("a clone"));

    assertThat(restarted.recovery.pass()).isFalse();
    assertThat(node.now(image).status()).isEqualTo(ImageStatus.PENDING_DELETE);

    restarted.store.recover();
    assertThat(restarted.recovery.pass()).isTrue();
    assertThat(node.now(image).status()).isEqualTo(ImageStatus.DELETED);
    assertThat(node.bytesOf(image)).isEmpty();
  }

  @Test
  void whatFailsIsTriedAgainUntilItWorks() throws IOException {
    Image image = killedInRemoval(node);
    Node restarted = node.restarted();
    restarted.store.failDeletes(() -> new StoreException.Unavailable("no answer"));

    assertThat(restarted.recovery.pass()).isFalse();
    assertThat(restarted.recovery.pass()).isFalse();
    restarted.store.recover();
    assertThat(restarted.recovery.pass()).isTrue();

    assertThat(node.now(image).status()).isEqualTo(ImageStatus.DELETED);
  }

  @Test
  void uploadStaysOnTheListWhileItsStoreMayNotBeWrittenTo() throws IOException {
    Image image = killedInUpload(node);
    Node restarted = node.restarted();
    restarted.store.cannot(Capability.WRITE);
    restarted.store.failDeletes(() -> new IOException("Permission denied"));

    assertThat(restarted.recovery.pass()).isFalse();
    assertThat(node.registry.transfers()).hasSize(1);
    restarted.store.recover();
    assertThat(restarted.recovery.pass()).isTrue();

    assertThat(node.now(image).status()).isEqualTo(ImageStatus.QUEUED);
    assertThat(node.hasBytes(image)).isFalse();
  }

  @Test
  void uploadThatSomebodyElseTookMeanwhileIsNotTouched() throws IOException {
    Image first = killedInUpload(node);
    Image second = killedInUpload(node);
    Node other = node.other("there");
    Node restarted = node.restarted();
    restarted.store.failDeletes(() -> {
      restarted.store.recover();
      node.registry.pass(Duration.ofMinutes(2));
      other.recovery.pass();
      uploadQuietly(other, second);
      return null;
    });

    restarted.recovery.pass();

    assertThat(node.now(first).status()).isEqualTo(ImageStatus.QUEUED);
    assertThat(node.now(second).status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(node.hasBytes(second)).isTrue();
  }

  @Test
  void silentRegistryIsAskedAgain() throws IOException {
    Image image = killedInUpload(node);
    Node restarted = node.restarted();
    restarted.transfers.setDown(true);

    assertThat(restarted.recovery.pass()).isFalse();
    restarted.transfers.setDown(false);
    assertThat(restarted.recovery.pass()).isTrue();

    assertThat(node.now(image).status()).isEqualTo(ImageStatus.QUEUED);
  }

  @Test
  void leasesAreNotRenewedAfterTheWorkIsOver() {
    Image image = node.add(Images.queued());
    assertThatThrownBy(() ->
            node.uploads.upload(image.id(), new Broken(), DeclaredSize.UNKNOWN, null, Node.CALLER))
        .isInstanceOf(IOException.class);

    node.keeper.renew();

    assertThat(node.keeper.worksOn(image.id())).isFalse();
  }

  /** All bytes are in the store, and the process died before it said so. */
  private static Image killedInUpload(Node node) throws IOException {
    Image image = node.add(Images.queued());
    node.registry.beginUpload(
        new BeginUpload(image.id(), "memory", node.keeper.holder()), Node.CALLER);
    node.shared.write(image.id(), new ByteArrayInputStream(new byte[10]), 10);
    return image;
  }

  private static Image killedInRemoval(Node node) throws IOException {
    Image image = node.add(Images.queued());
    node.upload(image, new byte[10]);
    node.registry.beginRemoval(
        new BeginRemoval(image.id(), ImageStatus.ACTIVE, node.keeper.holder()), Node.CALLER);
    return image;
  }

  private static void uploadQuietly(Node node, Image image) {
    try {
      node.upload(image, new byte[5]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Broken extends java.io.InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("Connection reset");
    }
  }
}
