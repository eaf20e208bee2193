package io.glance.registry.db;

/** The condition on a row that other columns find, by an id or a few of them: it is not deleted. */
public final class LiveRow {
  private LiveRow() {}

  /**
   * Says it as a sum, so that no index is considered for it. Each table of images has one on {@code
   * deleted} alone, in which nearly all rows are equal, and a server whose figures are from the
   * time when the table was small prefers it to the one that finds the row.
   *
   * @param table alias in the statement
   */
  public static String of(String table) {
    return table + ".deleted + 0 = 0";
  }
}
