package io.glance.store.rbd;

import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code rbd://<fsid>/<pool>/<image>/<snapshot>}, each part percent-encoded, or {@code
 * rbd://<image>} for an image without a snapshot in the pool of the store. Source:
 * glance_store/_drivers/rbd.py, StoreLocation.
 *
 * @param fsid id of the cluster; absent, with pool and snapshot, in the short form
 */
record RbdLocation(
    @Nullable String fsid, @Nullable String pool, String image, @Nullable String snapshot) {
  static final String SCHEME = "rbd";

  private static final int PARTS = 4;

  /** An image without a snapshot. */
  static RbdLocation ofImage(String image) {
    return new RbdLocation(null, null, image, null);
  }

  /**
   * @throws StoreException.BadLocation if it is in neither form
   */
  static RbdLocation parse(StoreLocation location) throws StoreException {
    if (!location.scheme().equals(SCHEME)) {
      throw new StoreException.BadLocation("URI must start with rbd://");
    }
    if (!location.rest().chars().allMatch(character -> character < 128)) {
      throw new StoreException.BadLocation("URI contains non-ascii characters");
    }
    List<String> pieces = Arrays.asList(location.rest().split("/", -1));
    if (pieces.size() != 1 && pieces.size() != PARTS) {
      throw new StoreException.BadLocation("URI must have exactly 1 or 4 components");
    }
    if (pieces.contains("")) {
      throw new StoreException.BadLocation("URI cannot contain empty components");
    }
    if (pieces.size() == 1) {
      return ofImage(pieces.getFirst());
    }
    return new RbdLocation(
        decode(pieces.get(0)), decode(pieces.get(1)), decode(pieces.get(2)), decode(pieces.get(3)));
  }

  StoreLocation toStoreLocation() {
    if (fsid == null || pool == null || snapshot == null) {
      return new StoreLocation(SCHEME + "://" + image);
    }
    return new StoreLocation(
        "%s://%s/%s/%s/%s"
            .formatted(SCHEME, encode(fsid), encode(pool), encode(image), encode(snapshot)));
  }

  /** In a cluster, if its id is known and the location is in the long form. */
  RbdLocation in(@Nullable String cluster) {
    return cluster == null || fsid == null ? this : new RbdLocation(cluster, pool, image, snapshot);
  }

  /** The pool it is in, of a store whose images are in {@code other} unless they say so. */
  String poolOr(String other) {
    return pool == null ? other : pool;
  }

  /** Whether it is what a store whose images are in a pool calls by an image's id. */
  boolean isImageOf(String storePool, String imageId) {
    return poolOr(storePool).equals(storePool) && image.equals(imageId);
  }

  private static String decode(String piece) throws StoreException {
    try {
      String text = URLDecoder.decode(piece.replace("+", "%2B"), StandardCharsets.UTF_8);
      if (text.indexOf('\0') < 0) {
        return text;
      }
    } catch (IllegalArgumentException _) {
      // no such text, as below
    }
    throw new StoreException.BadLocation("URI is not percent-encoded as it should be");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
