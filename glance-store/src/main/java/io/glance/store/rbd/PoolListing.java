package io.glance.store.rbd;

import io.glance.store.Listing;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The images of the store's pool, whole or not, that have a name; those in the trash have none. The
 * library tells all names at once, some hundred bytes each; everything else is asked image by
 * image.
 */
record PoolListing(RbdImages images, NativeThreads threads, Duration patience) implements Listing {

  /** Of many names: the library asks for some thousands at a time. */
  private static final Duration NAMES = Duration.ofMinutes(10);

  @Override
  public void forEach(Visitor visitor) throws IOException {
    for (String name : threads.call(NAMES, images::names)) {
      Optional<Item> item = threads.call(patience, () -> images.describe(name));
      if (item.isPresent()) {
        visitor.visit(item.get());
      }
    }
  }
}
