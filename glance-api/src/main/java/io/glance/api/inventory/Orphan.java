package io.glance.api.inventory;

/**
 * Something that only one side knows of.
 *
 * @param store that holds it, or should
 * @param name of what lies there, or the id of the image whose record names it
 * @param size bytes; of what is missing, those that the record says, or -1
 * @param detail for the operator
 */
public record Orphan(Kind kind, String store, String name, long size, String detail) {

  /** Which side knows. */
  public enum Kind {
    /** Bytes that no record knows. */
    UNKNOWN,
    /** The same, removed now. */
    REMOVED,
    /** A record that names bytes which no store has. */
    MISSING,
    /** Nobody can tell. */
    UNREADABLE
  }
}
