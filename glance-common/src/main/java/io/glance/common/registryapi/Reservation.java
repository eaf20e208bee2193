package io.glance.common.registryapi;

/**
 * Room that work on bytes wants to have, all in all. Until the work ends nobody else gets it, and
 * it ends with the work, however that ends.
 *
 * @param needed bytes that are about to be stored; 0 if nobody knows how many: then there has to be
 *     some room
 * @param wanted bytes that it may have beyond that, so that it need not ask again soon; at least
 *     {@code needed}
 */
public record Reservation(StorageLimit limit, long needed, long wanted) {
  public Reservation {
    if (needed < 0 || wanted < needed) {
      throw new IllegalArgumentException("%d of %d bytes".formatted(needed, wanted));
    }
  }
}
