package io.glance.store;

import java.io.IOException;
import java.time.Instant;

/** All that a store holds, for those who look for what nobody knows of. */
public interface Listing {

  /**
   * Shows each item once, in any order. What comes or goes meanwhile may be shown or not.
   *
   * @throws IOException if the store cannot be read, or as {@code visitor} throws it
   */
  void forEach(Visitor visitor) throws IOException;

  /** Looks at an item. */
  interface Visitor {
    void visit(Item item) throws IOException;
  }

  /**
   * Something that lies where images do, whoever made it.
   *
   * @param location that would open it
   * @param name an image's id, if the store made it
   * @param size bytes
   * @param changed when it was written last
   */
  record Item(StoreLocation location, String name, long size, Instant changed) {}
}
