package io.glance.store.rbd;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.store.Store;
import io.glance.store.StoreContractTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data in an erasure-coded pool, as ceph.conf says; names and snapshots in the replicated one. */
@Tag("ceph")
class RbdDataPoolIT extends StoreContractTest {
  @TempDir Path directory;

  @AfterAll
  static void removeImages() throws Exception {
    TestingCephCluster.removeImages();
  }

  @Override
  protected Store store() throws Exception {
    String usual = Files.readString(Path.of(TestingCephCluster.configuration()));
    Path configuration =
        Files.writeString(
            directory.resolve("ceph.conf"),
            usual
                + "[client.glance]\nrbd default data pool = %s\n"
                    .formatted(TestingCephCluster.dataPool()));
    return RbdStoreFactory.open(
        TestingCephCluster.options(Map.of("rbd-store-ceph-conf", configuration.toString())));
  }

  @Test
  void onlyTheDataAreInTheDataPool() throws Exception {
    String id = UUID.randomUUID().toString();
    store().write(id, stream(new byte[1000]), 1000);

    assertThat(TestingCephCluster.rbd("info", "images/" + id))
        .contains("data_pool: " + TestingCephCluster.dataPool());
  }

  /** {@link RbdStoreIT} has them. */
  @Override
  protected void fiveGibibytesNeedLittleMemory() {}
}
