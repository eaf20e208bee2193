package io.glance.api.cli;

/**
 * The command {@code glance-cache-cleaner}, meant for cron.
 *
 * <p>Source: glance/cmd/cache_cleaner.py.
 */
public final class GlanceCacheCleaner {
  private static final String HELP =
      """
      Usage: glance-cache-cleaner [--config-file FILE]... [--config-dir DIR]...

      Removes from the image cache of this machine what turned out to be invalid, and unfinished
      files that nobody writes and that are older than image_cache_stall_time. Meant to be run
      once a day.

      Reads glance-api.conf and glance-cache.conf. Exit code: 0 done, 1 it could not be done.
      """;

  private GlanceCacheCleaner() {}

  public static void main(String[] args) {
    System.exit(
        new CacheTool("glance-cache-cleaner", HELP, (cache, parts) -> cache.clean())
            .run(args, System.out, System.err));
  }
}
