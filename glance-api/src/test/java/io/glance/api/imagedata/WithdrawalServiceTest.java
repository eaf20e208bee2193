package io.glance.api.imagedata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.api.imagedata.BrittleTransfers.Fault;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.TransferRegistry.BeginWithdrawal;
import io.glance.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WithdrawalServiceTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  private final Node node = new Node();
  private Image image;
  private ImageLocation first;
  private ImageLocation second;

  @BeforeEach
  void haveBytesAtTwoPlaces() throws IOException {
    image = node.withBytesAtTwoPlaces(Images.queued());
    first = new ImageLocation(1, image.locations().get(0).url(), Map.of());
    second = new ImageLocation(2, image.locations().get(1).url(), Map.of());
    image = node.add(Images.at(image, List.of(first, second)));
  }

  @Test
  void oneLocationGoesWithItsBytes() throws IOException {
    node.withdrawals.withdraw(image.id(), first, Node.CALLER);

    assertThat(node.now(image).locations()).containsExactly(second);
    assertThat(node.bytesOf(image)).containsExactly(second.url());
    assertThat(node.registry.transfers()).isEmpty();
  }

  @Test
  void theLastLocationStays() throws IOException {
    node.withdrawals.withdraw(image.id(), first, Node.CALLER);

    assertThatThrownBy(() -> node.withdrawals.withdraw(image.id(), second, Node.CALLER))
        .isInstanceOf(GlanceException.Forbidden.class);

    assertThat(node.bytesOf(image)).containsExactly(second.url());
  }

  @Test
  void bytesInUseStayWithTheirLocation() throws IOException {
    node.store.failDeletes(() -> new StoreException.InUse("it has a clone"));

    assertThatThrownBy(() -> node.withdrawals.withdraw(image.id(), first, Node.CALLER))
        .isInstanceOf(GlanceException.Conflict.class)
        .hasMessage(
            "The data for Image %s could not be deleted because it is in use: it has a clone"
                .formatted(image.id()));

    assertStays();
  }

  @Test
  void bytesThatTheStoreCannotRemoveStayWithTheirLocation() throws IOException {
    node.store.failDeletes(() -> new StoreException.Untouched("no answer"));

    assertThatThrownBy(() -> node.withdrawals.withdraw(image.id(), first, Node.CALLER))
        .isInstanceOf(GlanceException.Unavailable.class)
        .hasMessage("no answer");

    assertStays();
  }

  @Test
  void aLocationWhoseBytesMayBeGoneDoesNotComeBack() throws IOException {
    node.store.failDeletes(() -> new StoreException.Unavailable("no answer in time"));

    node.withdrawals.withdraw(image.id(), first, Node.CALLER);
    assertThat(node.now(image).locations()).containsExactly(second);

    node.store.recover();
    node.registry.pass(LONG);
    assertThat(node.recovery.pass()).isTrue();
    assertThat(node.bytesOf(image)).containsExactly(second.url());
    assertThat(node.registry.transfers()).isEmpty();
  }

  @Test
  void aRegistryThatFallsSilentIsToldLater() throws IOException {
    node.transfers.onFinish(Fault.REQUEST_LOST);

    node.withdrawals.withdraw(image.id(), first, Node.CALLER);
    assertThat(node.registry.transfers()).hasSize(1);

    node.registry.pass(LONG);
    assertThat(node.recovery.pass()).isTrue();
    assertThat(node.registry.transfers()).isEmpty();
    assertThat(node.bytesOf(image)).containsExactly(second.url());
  }

  @Test
  void whatAKilledProcessBeganIsCompleted() throws IOException {
    begin();

    assertThat(node.restarted().recovery.pass()).isTrue();

    assertThat(node.bytesOf(image)).containsExactly(second.url());
    assertThat(node.now(image).locations()).containsExactly(second);
    assertThat(node.registry.transfers()).isEmpty();
  }

  @Test
  void whatAKilledProcessBeganIsUndoneIfTheBytesAreInUse() throws IOException {
    begin();
    Node next = node.restarted();
    next.store.failDeletes(() -> new StoreException.InUse("it has a clone"));

    assertThat(next.recovery.pass()).isTrue();

    assertStays();
  }

  @Test
  void whatAKilledProcessBeganIsTriedUntilTheStoreAnswers() throws IOException {
    begin();
    Node next = node.restarted();
    next.store.failDeletes(() -> new StoreException.Unavailable("no answer"));
    assertThat(next.recovery.pass()).isFalse();
    assertThat(node.now(image).locations()).containsExactly(second);

    next.store.recover();

    assertThat(next.recovery.pass()).isTrue();
    assertThat(node.bytesOf(image)).containsExactly(second.url());
  }

  /** Its other locations go with the image, so this one must not be brought back. */
  @Test
  void bytesOfAnImageThatWasDeletedMeanwhileGoWhenTheyCan() throws IOException {
    node.store.failDeletes(() -> {
      node.registry.put(Images.with(node.now(image), ImageStatus.DELETED));
      return new StoreException.InUse("it has a clone");
    });
    assertThatThrownBy(() -> node.withdrawals.withdraw(image.id(), first, Node.CALLER))
        .isInstanceOf(GlanceException.Conflict.class);
    assertThat(node.registry.transfers()).hasSize(1);

    node.store.recover();
    node.registry.pass(LONG);

    assertThat(node.recovery.pass()).isTrue();
    assertThat(node.bytesOf(image)).containsExactly(second.url());
    assertThat(node.registry.transfers()).isEmpty();
  }

  private void begin() {
    node.registry.beginWithdrawal(
        new BeginWithdrawal(image.id(), first.id(), node.keeper.holder()), Node.CALLER);
  }

  private void assertStays() throws IOException {
    assertThat(node.now(image).locations()).containsExactlyInAnyOrder(first, second);
    assertThat(node.bytesOf(image)).containsExactly(first.url(), second.url());
    assertThat(node.registry.transfers()).isEmpty();
  }
}
