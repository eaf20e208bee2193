package io.glance.store.rbd;

import io.glance.store.Store;
import io.glance.store.StoreContractTest;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

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

  @AfterAll
  static void removeImages() throws Exception {
    TestingCephCluster.removeImages();
  }
}
