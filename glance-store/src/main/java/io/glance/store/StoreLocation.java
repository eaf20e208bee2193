package io.glance.store;

import java.util.Locale;

/**
 * Where bytes are, as a URL in glance_store's form. The URL may hold credentials: it is not
 * printed.
 */
public record StoreLocation(String url) {

  public StoreLocation {
    if (url.indexOf("://") < 1) {
      throw new IllegalArgumentException("a location needs a scheme");
    }
  }

  /** Lower-cased. */
  public String scheme() {
    return url.substring(0, url.indexOf("://")).toLowerCase(Locale.ROOT);
  }

  /** All after {@code ://}, verbatim. */
  public String rest() {
    return url.substring(url.indexOf("://") + 3);
  }

  @Override
  public String toString() {
    return scheme() + "://***";
  }
}
