package io.glance.common.image;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where the bytes of an image are.
 *
 * @param id of the location's row; 0 while it has none
 * @param url as glance_store writes it; may hold the credentials of a store, so it is printed
 *     nowhere
 * @param metadata nested maps, lists and strings; {@code store} names the backend when there are
 *     several
 */
public record ImageLocation(long id, String url, Map<String, Object> metadata) {
  private static final Pattern OF_ACCOUNTS = Pattern.compile("(?i)(swift|s3)(\\+https?)?://");

  public ImageLocation {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /**
   * The URL as it may leave this service: without the account of Swift or S3 that {@link #url} may
   * hold. The original shows it; nobody needs it to find the bytes, and who owns it owns all
   * images.
   */
  public String urlWithoutAccount() {
    int rest = url.indexOf("://") + "://".length();
    int host = url.lastIndexOf('@') + 1;
    boolean hasAccount = OF_ACCOUNTS.matcher(url).lookingAt() && host > rest;
    return hasAccount ? url.substring(0, rest) + url.substring(host) : url;
  }

  @Override
  public String toString() {
    return "ImageLocation[id=" + id + ", url=***]";
  }
}
