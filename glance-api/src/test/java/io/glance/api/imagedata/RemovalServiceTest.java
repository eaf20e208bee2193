package io.glance.api.imagedata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.api.imagedata.BrittleTransfers.Fault;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemovalServiceTest {
  private final Node node = new Node();

  @Test
  void imageAndBytesGo() throws IOException {
    Image image = active();

    node.removals.remove(image, Node.CALLER);

    assertThat(node.now(image).status()).isEqualTo(ImageStatus.DELETED);
    assertThat(node.hasBytes(image)).isFalse();
    assertThat(node.registry.transfers()).isEmpty();
  }

  @Test
  void imageWithoutBytesGoes() {
    Image image = node.add(Images.queued());

    node.removals.remove(image, Node.CALLER);

    assertThat(node.now(image).status()).isEqualTo(ImageStatus.DELETED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory://nothing", "gone+store://somewhere", "no location"})
  void placesThatHaveNoBytesAreNoObstacle(String url) {
    Image image = node.add(Images.at(Images.queued(), 10, url));

    node.removals.remove(image, Node.CALLER);

    assertThat(node.now(image).status()).isEqualTo(ImageStatus.DELETED);
  }

  @Test
  void imageThatIsInUseStays() throws IOException {
    Image image = active();
    node.store.failDeletes(() -> new StoreException.InUse("it has a clone"));

    assertThatThrownBy(() -> node.removals.remove(image, Node.CALLER))
        .isInstanceOf(GlanceException.Conflict.class)
        .hasMessage(
            "Image %s could not be deleted because it is in use: it has a clone"
                .formatted(image.id()));

    assertStays(image);
  }

  @Test
  void imageStaysWhenTheStoreCannotBeReached() throws IOException {
    Image image = active();
    node.store.failDeletes(() -> new StoreException.Untouched("no answer"));

    assertThatThrownBy(() -> node.removals.remove(image, Node.CALLER))
        .isInstanceOf(GlanceException.Unavailable.class)
        .hasMessage("no answer");

    assertStays(image);
  }

  /** The store may do what it was told after it was given up. */
  @Test
  void aRemovalWhoseOutcomeNobodyKnowsIsNotUndone() throws IOException {
    Image image = active();
    node.store.failDeletes(() -> new StoreException.Unavailable("no answer in time"));

    node.removals.remove(image, Node.CALLER);
    assertThat(node.now(image).status()).isEqualTo(ImageStatus.PENDING_DELETE);

    node.store.recover();
    node.registry.pass(Duration.ofMinutes(2));
    assertThat(node.recovery.pass()).isTrue();
    assertThat(node.now(image).status()).isEqualTo(ImageStatus.DELETED);
    assertThat(node.hasBytes(image)).isFalse();
  }

  @Test
  void imageStaysWhenTheStoreRefuses() throws IOException {
    Image image = active();
    node.store.failDeletes(() -> new StoreException.Forbidden("You cannot delete file"));

    assertThatThrownBy(() -> node.removals.remove(image, Node.CALLER))
        .isInstanceOf(GlanceException.Forbidden.class)
        .hasMessage("You cannot delete file");

    assertStays(image);
  }

  @Test
  void aRemovalThatHasBegunToRemoveIsNeverUndone() throws IOException {
    Image image = node.withBytesAtTwoPlaces(Images.queued());
    node.store.failDeletesOf(Node.copyOf(image), () -> new StoreException.InUse("it has a clone"));

    node.removals.remove(image, Node.CALLER);
    assertThat(node.now(image).status()).isEqualTo(ImageStatus.PENDING_DELETE);

    node.registry.pass(Duration.ofMinutes(2));
    assertThat(node.recovery.pass()).isFalse();
    assertThat(node.recovery.pass()).isFalse();
    assertThat(node.now(image).status()).isEqualTo(ImageStatus.PENDING_DELETE);

    node.store.recover();
    assertThat(node.recovery.pass()).isTrue();
    assertThat(node.now(image).status()).isEqualTo(ImageStatus.DELETED);
    assertThat(node.bytesOf(image)).isEmpty();
    assertThat(node.registry.transfers()).isEmpty();
  }

  @Test
  void aRemovalThatFailsAtItsFirstPlaceIsUndone() throws IOException {
    Image image = node.withBytesAtTwoPlaces(Images.queued());
    node.store.failDeletes(() -> new StoreException.InUse("it has a clone"));

    assertThatThrownBy(() -> node.removals.remove(image, Node.CALLER))
        .isInstanceOf(GlanceException.Conflict.class);

    assertThat(node.now(image)).isEqualTo(image);
    assertThat(node.bytesOf(image)).hasSize(2);
    assertThat(node.registry.transfers()).isEmpty();
  }

  @Test
  void aPlaceOfNoStoreIsNoBeginning() throws IOException {
    Image image = node.add(Images.at(active(), 10, "gone+store://somewhere", "memory://x"));
    node.store.failDeletes(() -> new StoreException.InUse("it has a clone"));

    assertThatThrownBy(() -> node.removals.remove(image, Node.CALLER))
        .isInstanceOf(GlanceException.Conflict.class);

    assertThat(node.now(image)).isEqualTo(image);
  }

  @Test
  void imageThatChangedSinceItWasLookedAtIsLeftAlone() throws IOException {
    Image before = Images.queued();
    node.add(before);
    node.upload(before, new byte[10]);

    assertThatThrownBy(() -> node.removals.remove(before, Node.CALLER))
        .isInstanceOf(GlanceException.Conflict.class);

    assertStays(before);
  }

  @Test
  void callerIsDoneEvenIfTheRegistryHearsOfItLater() throws IOException {
    Image image = active();
    node.transfers.onFinish(Fault.REQUEST_LOST);

    node.removals.remove(image, Node.CALLER);

    assertThat(node.hasBytes(image)).isFalse();
    node.registry.pass(Duration.ofMinutes(2));
    node.recovery.pass();
    assertThat(node.now(image).status()).isEqualTo(ImageStatus.DELETED);
  }

  private Image active() throws IOException {
    Image image = node.add(Images.queued());
    node.upload(image, new byte[10]);
    return node.now(image);
  }

  private void assertStays(Image image) throws IOException {
    assertThat(node.now(image).status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(MemoryRegistry.urls(node.now(image))).hasSize(1);
    assertThat(node.hasBytes(image)).isTrue();
    assertThat(node.registry.transfers()).isEmpty();
  }
}
