package io.glance.api.policy;

/**
 * A rule that is in force.
 *
 * @param origin the file that says so, or that nobody does
 */
record Rule(Check check, String origin) {
  /** Where rules come from that no file names. */
  static final String BUILT_IN = "built in";
}
