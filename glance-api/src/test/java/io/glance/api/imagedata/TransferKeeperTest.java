package io.glance.api.imagedata;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.api.imagedata.TransferKeeper.Hold;
import io.glance.common.image.Image;
import io.glance.common.registryapi.TransferRegistry.BeginUpload;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TransferKeeperTest {
  private final Node node = new Node();

  @Test
  void nothingIsRenewedWhereNothingIsHeld() {
    node.keeper.renew();

    assertThat(node.transfers.renewals()).isEmpty();
  }

  @Test
  void manyLeasesAreRenewedInPortions() {
    List<Hold> holds = Stream.generate(this::begin).limit(1200).toList();
    node.registry.abandonUpload(holds.getLast().transfer().id(), node.keeper.holder(), Node.CALLER);

    node.keeper.renew();

    assertThat(node.transfers.renewals()).containsExactly(500, 500, 200);
    assertThat(holds).filteredOn(Hold::isLost).containsExactly(holds.getLast());
  }

  private Hold begin() {
    Image image = node.add(Images.queued());
    return node.keeper.hold(
        node.registry.beginUpload(
            new BeginUpload(image.id(), "memory", node.keeper.holder()), Node.CALLER));
  }
}
