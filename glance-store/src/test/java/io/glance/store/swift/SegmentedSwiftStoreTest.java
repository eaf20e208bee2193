package io.glance.store.swift;

import io.glance.store.Store;
import io.glance.store.StoreContractTest;
import io.glance.store.testing.TestingSwiftServer;
import org.junit.jupiter.api.AfterEach;

/** Everything in segments, on a Swift in this process. */
class SegmentedSwiftStoreTest extends StoreContractTest {
  private TestingSwiftServer swift;

  @AfterEach
  void stopSwift() {
    swift.close();
  }

  @Override
  protected Store store() throws Exception {
    swift = new TestingSwiftServer();
    return TestingSwift.storeOfSegments(swift, 300_000);
  }

  /** The server keeps objects in memory; a real one has its turn where there is one. */
  @Override
  protected void fiveGibibytesNeedLittleMemory() {}
}
