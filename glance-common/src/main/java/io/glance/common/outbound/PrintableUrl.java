package io.glance.common.outbound;

/** A URL as errors and logs may show it. */
public final class PrintableUrl {

  private PrintableUrl() {}

  /**
   * The text without the name and password that it may hold. Secrets may hold slashes, and what a
   * user writes need be no URL: all between the scheme and the last at sign goes.
   */
  public static String of(String url) {
    int at = url.lastIndexOf('@');
    if (at < 0) {
      return url;
    }
    int slashes = url.indexOf("://");
    String scheme = slashes > 0 && slashes < at ? url.substring(0, slashes + 3) : "";
    return scheme + "***" + url.substring(at);
  }
}
