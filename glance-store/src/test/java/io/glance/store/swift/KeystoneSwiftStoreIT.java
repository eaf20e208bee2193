package io.glance.store.swift;

import io.glance.store.Store;
import io.glance.store.StoreContractTest;
import org.junit.jupiter.api.Tag;

/**
 * An account of Keystone's, on a real Swift. One login for all tests, as Keystone takes its time.
 */
@Tag("swift")
class KeystoneSwiftStoreIT extends StoreContractTest {
  private static final Store STORE =
      TestingSwift.inSegments(TestingSwift.store(RealSwift.thirdVersion()), 1_000_000);

  @Override
  protected Store store() {
    return STORE;
  }

  @Override
  protected void fiveGibibytesNeedLittleMemory() {}
}
