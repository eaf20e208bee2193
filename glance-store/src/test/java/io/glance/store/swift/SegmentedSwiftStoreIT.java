package io.glance.store.swift;

import io.glance.store.Store;
import io.glance.store.StoreContractTest;
import org.junit.jupiter.api.Tag;

/** Everything in segments, on a real Swift. */
@Tag("swift")
class SegmentedSwiftStoreIT extends StoreContractTest {

  @Override
  protected Store store() {
    return TestingSwift.inSegments(TestingSwift.store(RealSwift.firstVersion()), 300_000);
  }

  @Override
  protected void fiveGibibytesNeedLittleMemory() {}
}
