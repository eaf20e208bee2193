package io.glance.store.http;

import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import java.util.List;

/**
 * {@code http[s]://[user:password@]host[:port]/path}. Whether it can be asked is for the filter to
 * say. Source: glance_store/_drivers/http.py, StoreLocation.
 */
record HttpLocation(String url) {
  static final List<String> SCHEMES = List.of("http", "https");

  /**
   * @throws StoreException.BadLocation if it has another scheme, or a user without a password
   */
  static HttpLocation parse(StoreLocation location) throws StoreException {
    if (!SCHEMES.contains(location.scheme())) {
      throw new StoreException.BadLocation("not a location of an http store");
    }
    String authority = location.rest().replaceFirst("(?s)[/?#].*", "");
    int at = authority.lastIndexOf('@');
    if (at >= 0 && !authority.substring(0, at).matches("[^:]*:[^:]*")) {
      throw new StoreException.BadLocation("Credentials are not well-formatted.");
    }
    return new HttpLocation(location.url());
  }

  @Override
  public String toString() {
    return "http location";
  }
}
