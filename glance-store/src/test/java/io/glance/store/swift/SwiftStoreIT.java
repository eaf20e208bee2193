package io.glance.store.swift;

import io.glance.store.Store;
import io.glance.store.StoreContractTest;
import org.junit.jupiter.api.Tag;

/** An account of Swift's own, small objects, on a real Swift. */
@Tag("swift")
class SwiftStoreIT extends StoreContractTest {

  @Override
  protected Store store() {
    return TestingSwift.store(RealSwift.firstVersion());
  }

  @Override
  protected void fiveGibibytesNeedLittleMemory() {}
}
