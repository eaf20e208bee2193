package io.glance.common.outbound;

import java.util.Set;

/**
 * Which redirects are followed. An answer that none of these names is an answer like any other.
 *
 * @param statuses that redirect, if a Location comes with them
 * @param most after so many, one more is an error
 * @param onlyAbsolute whether a Location must be a whole URL
 */
public record Redirects(Set<Integer> statuses, int most, boolean onlyAbsolute) {
  public static final Redirects NONE = new Redirects(Set.of(), 0, false);

  /** As Python's urllib follows them: 301, 302, 303, 307, 308, ten at most. */
  public static final Redirects USUAL = new Redirects(Set.of(301, 302, 303, 307, 308), 10, false);

  public Redirects {
    statuses = Set.copyOf(statuses);
  }
}
