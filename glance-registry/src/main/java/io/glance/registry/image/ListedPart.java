package io.glance.registry.image;

/**
 * One of the disjoint parts that a list is made of.
 *
 * @param condition which images are in it
 * @param reach by what they are found
 */
record ListedPart(SqlCondition condition, Reach reach) {
  enum Reach {
    /** All live rows, most of which are in the part. */
    ALL,
    OWNER,
    VISIBILITY,
    /** A few ids from another table. */
    IDS
  }
}
