package io.glance.store.swift;

import io.glance.store.Store;
import io.glance.store.StoreContractTest;
import org.junit.jupiter.api.Tag;

/** An account of Keystone's, on a real Swift. */
@Tag("swift")
class KeystoneSwiftStoreIT extends StoreContractTest {

  @Override
  protected Store store() {
    return TestingSwift.inSegments(TestingSwift.store(RealSwift.thirdVersion()), 1_000_000);
  }

  @Override
  protected void fiveGibibytesNeedLittleMemory() {}
}
