package io.glance.store.swift;

import io.glance.common.config.Secret;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import java.util.List;

/**
 * An object, and how one gets to it. Its text has no credentials.
 *
 * <p>Source: glance_store/_drivers/swift/store.py, StoreLocation.
 */
record SwiftLocation(Way way, String container, String object) {
  static final List<String> SCHEMES = List.of("swift+https", "swift", "swift+http", "swift+config");

  private static final String REFERENCE = "swift+config";
  private static final String PLAIN = "swift+http";
  private static final String TWO_SCHEMES =
      "URI cannot contain more than one occurrence of a scheme. If you have specified a URI like"
          + " swift://user:pass@http://authurl.com/v1/container/obj, you need to change it to use"
          + " the swift+http:// scheme, like so:"
          + " swift+http://user:pass@authurl.com/v1/container/obj";

  /** Whose account the object is in. */
  sealed interface Way {

    /** An account of the operator's file, by its name there: {@code swift+config://}. */
    record Reference(String name) implements Way {}

    /**
     * An account whose credentials are in the location.
     *
     * @param address where one logs in, with {@code http://} or {@code https://} and without a
     *     slash at its end
     * @param user {@code project:user}
     */
    record Login(String address, String user, Secret key) implements Way {}

    /**
     * An account, or where one logs in, without credentials.
     *
     * @param url with {@code http://} or {@code https://} and without a slash at its end
     */
    record Bare(String url) implements Way {}
  }

  /**
   * @throws StoreException.BadLocation if it is none of Swift's
   */
  static SwiftLocation parse(StoreLocation location) throws StoreException {
    if (!SCHEMES.contains(location.scheme())) {
      throw new StoreException.BadLocation("not a location of a Swift store");
    }
    String rest = location.rest();
    if (rest.contains("://")) {
      throw new StoreException.BadLocation(TWO_SCHEMES);
    }
    int at = rest.indexOf('@');
    if (at >= 0 && !location.scheme().equals(REFERENCE)) {
      Parts parts = Parts.of(rest.substring(at + 1));
      return parts.reachedBy(login(rest.substring(0, at), url(location, parts.place())));
    }
    Parts parts = Parts.of(rest);
    return parts.reachedBy(
        location.scheme().equals(REFERENCE)
            ? new Way.Reference(parts.place())
            : new Way.Bare(url(location, parts.place())));
  }

  StoreLocation toStoreLocation() {
    String name = "/" + container + "/" + object;
    return new StoreLocation(
        switch (way) {
          case Way.Reference reference -> REFERENCE + "://" + reference.name() + name;
          case Way.Bare bare -> scheme(bare.url()) + "://" + withoutScheme(bare.url()) + name;
          case Way.Login login ->
              "%s://%s:%s@%s%s"
                  .formatted(
                      scheme(login.address()),
                      PercentEncoding.encode(login.user()),
                      PercentEncoding.encode(login.key().reveal()),
                      withoutScheme(login.address()),
                      name);
        });
  }

  /** As an operator writes an address: with a scheme, https if it is left out, and no slash. */
  static String address(String text) {
    String trimmed = text.strip().replaceAll("/+$", "");
    return trimmed.startsWith("http://") || trimmed.startsWith("https://")
        ? trimmed
        : "https://" + trimmed;
  }

  private static Way login(String credentials, String address) throws StoreException {
    int colon = credentials.lastIndexOf(':');
    if (colon < 0) {
      throw new StoreException.BadLocation("Badly formed credentials in Swift URI.");
    }
    return new Way.Login(
        address,
        PercentEncoding.decode(credentials.substring(0, colon)),
        Secret.of(PercentEncoding.decode(credentials.substring(colon + 1))));
  }

  private static String url(StoreLocation location, String place) {
    return (location.scheme().equals(PLAIN) ? "http://" : "https://") + place;
  }

  private static String scheme(String url) {
    return url.startsWith("http://") ? PLAIN : "swift+https";
  }

  private static String withoutScheme(String url) {
    return url.substring(url.indexOf("://") + "://".length());
  }

  @Override
  public String toString() {
    return "swift object " + object;
  }

  private record Parts(String place, String container, String object) {
    private static Parts of(String text) throws StoreException {
      int objectAt = text.lastIndexOf('/');
      int containerAt = text.lastIndexOf('/', objectAt - 1);
      if (objectAt < 0 || containerAt < 1) {
        throw new StoreException.BadLocation("Badly formed Swift URI.");
      }
      Parts parts =
          new Parts(
              text.substring(0, containerAt).replaceAll("/+$", ""),
              text.substring(containerAt + 1, objectAt),
              text.substring(objectAt + 1));
      if (parts.place().isEmpty() || parts.container().isEmpty() || parts.object().isEmpty()) {
        throw new StoreException.BadLocation("Badly formed Swift URI.");
      }
      return parts;
    }

    private SwiftLocation reachedBy(Way way) {
      return new SwiftLocation(way, container, object);
    }
  }
}
