package io.glance.api.inventory;

/**
 * What became of looking at the bytes of one location.
 *
 * @param location id of its record
 * @param store that should have the bytes; empty if none is known
 * @param bytes that were read
 * @param detail for the operator; empty if there is nothing to say
 */
public record Finding(
    String imageId, long location, String store, State state, long bytes, String detail) {

  /** How the bytes are. */
  public enum State {
    /** As the record says. */
    OK,
    /** Of the right size, but the record has no digest of them. */
    NO_DIGEST,
    /** Others than the record says. */
    DAMAGED,
    /** Not there. */
    MISSING,
    /** Nobody can tell: the store does not answer, or is not known here. */
    UNREADABLE;

    /** Whether the operator has to do something. */
    public boolean isBad() {
      return switch (this) {
        case OK, NO_DIGEST -> false;
        case DAMAGED, MISSING, UNREADABLE -> true;
      };
    }
  }
}
