package io.glance.store.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.store.ByteRange;
import io.glance.store.Store;
import io.glance.store.StoreContractTest;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.Written;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends StoreContractTest {

  @Override
  protected Store store() {
    return new MemoryStore();
  }

  /** Memory is what this store keeps images in. */
  @Override
  protected void fiveGibibytesNeedLittleMemory() {}

  @Test
  void locationsAreImageIds() throws Exception {
    MemoryStore store = new MemoryStore();

    Written written = store.write("an-image", stream(new byte[3]), 3);

    assertThat(written.location().url()).isEqualTo("memory://an-image");
    assertThat(store.imageIds()).containsExactly("an-image");
  }

  @Test
  void otherSchemesAreNotItsOwn() {
    Store store = new MemoryStore();

    assertThatThrownBy(() -> store.open(new StoreLocation("file:///etc/passwd"), ByteRange.ALL))
        .isInstanceOf(StoreException.BadLocation.class);
  }
}
