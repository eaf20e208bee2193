package io.glance.api.cli;

import io.glance.api.caching.Prefetcher;
import io.glance.api.imagedata.StoredImages;
import io.glance.common.registryapi.ImageRegistry;

/**
 * The command {@code glance-cache-prefetcher}, meant for cron.
 *
 * <p>Source: glance/cmd/cache_prefetcher.py.
 */
public final class GlanceCachePrefetcher {
  private static final String HELP =
      """
      Usage: glance-cache-prefetcher [--config-file FILE]... [--config-dir DIR]...

      Fetches the images that are queued into the image cache of this machine, the oldest wish
      first. What cannot be fetched stays queued. A running glance-api does the same by itself every
      cache_prefetcher_interval seconds.

      Reads glance-api.conf and glance-cache.conf. Exit code: 0 done, also if images are missing;
      1 it could not be done.
      """;

  private GlanceCachePrefetcher() {}

  public static void main(String[] args) {
    System.exit(
        new CacheTool(
                "glance-cache-prefetcher",
                HELP,
                (cache, parts) ->
                    new Prefetcher(
                            cache,
                            parts.getBean(ImageRegistry.class),
                            parts.getBean(StoredImages.class))
                        .run())
            .run(args, System.out, System.err));
  }
}
