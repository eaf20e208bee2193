package io.glance.store.rbd;

import io.glance.store.StoreException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The images that this process writes, or takes back what it wrote, which may go on after whoever
 * wanted it was told that it failed. Nobody else touches them meanwhile. Thread-safe.
 */
final class Unfinished {
  private final Set<String> names = ConcurrentHashMap.newKeySet();

  /**
   * @throws StoreException.Duplicate if it is claimed
   */
  Claim claim(String name) throws StoreException {
    if (!names.add(name)) {
      throw new StoreException.Duplicate("RBD image %s already exists".formatted(name));
    }
    AtomicBoolean claimed = new AtomicBoolean(true);
    return new Claim() {
      @Override
      public boolean isHeld() {
        return claimed.get();
      }

      @Override
      public void close() {
        if (claimed.getAndSet(false)) {
          names.remove(name);
        }
      }
    };
  }

  boolean contains(String name) {
    return names.contains(name);
  }

  /** Closed when the image is whole, or gone, or left for others to remove. Repeatable. */
  interface Claim extends AutoCloseable {
    boolean isHeld();

    @Override
    void close();
  }
}
