package io.glance.store.s3;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server, as {@code s3_store_host} names it: with {@code http://}, with {@code https://} or,
 * meaning http, without either.
 *
 * @param authority host and port
 */
record S3Endpoint(boolean encrypted, String authority) {
  private static final Pattern AUTHORITY =
      Pattern.compile("(?<host>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?");
  private static final Pattern AMAZON =
      Pattern.compile("s3(?:[.-](?<region>[a-z0-9-]+))?\\.amazonaws\\.com(?:\\.cn)?");
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*");
  private static final String USUAL_REGION = "us-east-1";

  /**
   * @throws IllegalArgumentException if it is no such name
   */
  static S3Endpoint of(String option) {
    boolean encrypted = option.regionMatches(true, 0, "https://", 0, "https://".length());
    String authority = option.replaceFirst("(?i)^https?://", "").replaceFirst("/+$", "");
    if (!AUTHORITY.matcher(authority).matches()) {
      throw new IllegalArgumentException(
          "s3_store_host is '%s', must be [http[s]://]host[:port]".formatted(option));
    }
    return new S3Endpoint(encrypted, authority);
  }

  URI url() {
    return URI.create((encrypted ? "https://" : "http://") + authority);
  }

  /** Of the locations of its objects. */
  String scheme() {
    return encrypted ? "s3+https" : "s3";
  }

  boolean isAmazon() {
    return AMAZON.matcher(host()).matches();
  }

  /** Whether it has no name that a bucket's could be put before. */
  boolean isAddress() {
    return ADDRESS.matcher(host()).matches();
  }

  /** The region that the host's name says, or the one that servers take for none. */
  String region() {
    Matcher amazon = AMAZON.matcher(host());
    String named = amazon.matches() ? amazon.group("region") : null;
    return named == null ? USUAL_REGION : named;
  }

  private String host() {
    Matcher parts = AUTHORITY.matcher(authority);
    return parts.matches() ? parts.group("host").toLowerCase(Locale.ROOT) : authority;
  }
}
