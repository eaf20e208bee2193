package io.glance.api.replicator;

import org.jspecify.annotations.Nullable;

/**
 * Notices a list that never ends because its pages lead back to earlier ones, whatever its length,
 * by one remembered place (R. P. Brent, An improved Monte Carlo factorization algorithm, 1980).
 */
final class Circles {
  /** How often a whole page may have gone before its marker could be used. */
  private static final int MOST_BEGINNINGS = 100;

  private final Endpoint server;
  private @Nullable String remembered;
  private long steps;
  private long limit;
  private int beginnings;

  Circles(Endpoint server) {
    this.server = server;
  }

  /**
   * The list is read from its beginning, for the first time or once more.
   *
   * @throws ReplicationFailure if that was so a hundred times
   */
  void begin() throws ReplicationFailure {
    beginnings++;
    if (beginnings > MOST_BEGINNINGS) {
      throw new ReplicationFailure("%s forgets the images that it lists".formatted(server));
    }
    remembered = null;
    steps = 0;
    limit = 1;
  }

  /**
   * A page was read.
   *
   * @param marker id of its last image
   * @throws ReplicationFailure if the list has been there since its beginning
   */
  void passed(String marker) throws ReplicationFailure {
    if (marker.equals(remembered)) {
      throw new ReplicationFailure("%s lists image %s again and again".formatted(server, marker));
    }
    steps++;
    if (steps == limit) {
      remembered = marker;
      limit *= 2;
      steps = 0;
    }
  }
}
