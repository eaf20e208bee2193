package io.glance.store.rbd;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.store.Listing;
import io.glance.store.Store;
import io.glance.store.StoreContractTest;
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

  @AfterAll
  static void removeImages() throws Exception {
    TestingCephCluster.removeImages();
  }
}
