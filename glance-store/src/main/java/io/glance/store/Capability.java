package io.glance.store;

/** What only some stores can do; asked before the call. */
public enum Capability {
  READ,
  /** Can begin to read in the middle. */
  READ_RANGE,
  WRITE,
  DELETE
}
