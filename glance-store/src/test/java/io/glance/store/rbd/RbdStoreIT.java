package io.glance.store.rbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.store.ByteRange;
import io.glance.store.Listing;
import io.glance.store.OpenImage;
import io.glance.store.Store;
import io.glance.store.StoreContractTest;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.testing.TestingStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("ceph")
class RbdStoreIT extends StoreContractTest {

  @Override
  protected Store store() {
    return TestingCephCluster.store();
  }

  @Override
  protected Store storeForHugeImages() {
    return RbdStoreFactory.open(
        TestingCephCluster.options(Map.of("rbd-thin-provisioning", "true")));
  }

  @Test
  void imagesThatNobodyFinishedAreListedAndRemoved() throws Exception {
    RbdStore store = TestingCephCluster.store();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      names.add(UUID.randomUUID().toString());
      TestingCephCluster.rbd("create", "--size", "1M", "images/" + names.getLast());
    }

    List<Listing.Item> items = new ArrayList<>();
    store.listing().orElseThrow().forEach(items::add);
    List<Listing.Item> unfinished =
        items.stream().filter(item -> names.contains(item.name())).toList();

    assertThat(unfinished).hasSize(20).allMatch(item -> item.size() == 1 << 20);
    for (Listing.Item item : unfinished) {
      store.delete(item.location());
    }
    assertThat(TestingCephCluster.images()).doesNotContainAnyElementsOf(names);
  }

  @Test
  void theCapabilitiesOfOlderGuidesAreEnough() throws Exception {
    Store old =
        RbdStoreFactory.open(TestingCephCluster.options(Map.of("rbd-store-user", "glance-old")));
    String id = UUID.randomUUID().toString();
    byte[] bytes = TestingStreams.bytes(10_000_000);

    StoreLocation location = old.write(id, stream(bytes), -1).location();

    assertThatThrownBy(() -> old.write(id, stream(bytes), bytes.length))
        .isInstanceOf(StoreException.Duplicate.class);
    try (OpenImage image = old.open(location, ByteRange.ALL)) {
      assertThat(image.stream().readAllBytes()).isEqualTo(bytes);
    }
    old.delete(location);
    assertThat(TestingCephCluster.images()).doesNotContain(id);
  }

  @AfterAll
  static void removeImages() throws Exception {
    TestingCephCluster.removeImages();
  }
}
