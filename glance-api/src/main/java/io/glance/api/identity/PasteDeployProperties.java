package io.glance.api.identity;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which steps a request passes, section {@code [paste_deploy]}.
 *
 * @param flavor one of the names in {@link Flavor}
 */
@ConfigurationProperties("oslo.paste-deploy")
public record PasteDeployProperties(@DefaultValue("") String flavor) {

  /** How callers are known. */
  enum Way {
    NONE,
    KEYSTONE,
    TRUSTED
  }

  /** Source: etc/glance-api-paste.ini, of Glance 33 and of Ussuri. */
  enum Flavor {
    EMPTY("", Way.NONE),
    CACHING("caching", Way.NONE),
    CACHE_MANAGEMENT("cachemanagement", Way.NONE),
    KEYSTONE("keystone", Way.KEYSTONE),
    KEYSTONE_CACHING("keystone+caching", Way.KEYSTONE),
    KEYSTONE_CACHE_MANAGEMENT("keystone+cachemanagement", Way.KEYSTONE),
    TRUSTED("trusted-auth", Way.TRUSTED),
    TRUSTED_CACHE_MANAGEMENT("trusted-auth+cachemanagement", Way.TRUSTED);

    private final String written;
    private final Way way;

    Flavor(String written, Way way) {
      this.written = written;
      this.way = way;
    }
  }

  public PasteDeployProperties {
    of(flavor);
  }

  Way way() {
    return of(flavor).way;
  }

  /** Whether images are cached. */
  public boolean caches() {
    return flavor.endsWith("caching") || managesCache();
  }

  /** Whether there are the resources by which a cache was managed before it had an API. */
  public boolean managesCache() {
    return flavor.endsWith("cachemanagement");
  }

  private static Flavor of(String name) {
    return Arrays.stream(Flavor.values())
        .filter(flavor -> flavor.written.equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "flavor is '%s', must be empty or one of %s".formatted(name, names())));
  }

  private static String names() {
    return Arrays.stream(Flavor.values())
        .map(flavor -> flavor.written)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.joining(", "));
  }
}
