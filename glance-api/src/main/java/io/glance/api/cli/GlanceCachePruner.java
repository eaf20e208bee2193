package io.glance.api.cli;

/**
 * The command {@code glance-cache-pruner}, meant for cron.
 *
 * <p>Source: glance/cmd/cache_pruner.py.
 */
public final class GlanceCachePruner {
  private static final String HELP =
      """
      Usage: glance-cache-pruner [--config-file FILE]... [--config-dir DIR]...

      Makes the image cache of this machine no larger than image_cache_max_size: what was not used
      for longest goes first. Downloads that are running go on. Meant to be run every half hour.

      Reads glance-api.conf and glance-cache.conf. Exit code: 0 done, 1 it could not be done.
      """;

  private GlanceCachePruner() {}

  public static void main(String[] args) {
    System.exit(
        new CacheTool("glance-cache-pruner", HELP, (cache, parts) -> cache.prune())
            .run(args, System.out, System.err));
  }
}
