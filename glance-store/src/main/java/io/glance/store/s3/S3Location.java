package io.glance.store.s3;

import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import java.util.List;

/**
 * {@code s3[+http|+https]://<host>/<bucket>/<key>}. Older rows have {@code <access key>:<secret
 * key>@} before the host, unencoded, so that slashes may be among them; these keys are dropped
 * unseen. Source: glance_store/_drivers/s3.py, StoreLocation.
 *
 * @param host with its port; what a store's options say counts, and not this
 */
record S3Location(String scheme, String host, String bucket, String key) {
  static final List<String> SCHEMES = List.of("s3", "s3+http", "s3+https");

  /**
   * @throws StoreException.BadLocation if it has another scheme, or no host, bucket or key
   */
  static S3Location parse(StoreLocation location) throws StoreException {
    String rest = location.rest();
    if (!SCHEMES.contains(location.scheme())) {
      throw new StoreException.BadLocation("not a location of an S3 store");
    }
    if (rest.contains("://")) {
      throw new StoreException.BadLocation(
          "The Store URI was malformed: it has two schemes; write s3+https:// and no https://");
    }
    String path = rest.replaceFirst("/+$", "");
    int key = path.lastIndexOf('/');
    int bucket = path.lastIndexOf('/', key - 1);
    if (key < 1 || bucket < 1) {
      throw new StoreException.BadLocation("The Store URI was malformed.");
    }
    String host = path.substring(path.lastIndexOf('@', bucket) + 1, bucket);
    S3Location parsed =
        new S3Location(
            location.scheme(), host, path.substring(bucket + 1, key), path.substring(key + 1));
    if (host.isEmpty() || parsed.bucket.isEmpty()) {
      throw new StoreException.BadLocation("The Store URI was malformed.");
    }
    return parsed;
  }

  StoreLocation toStoreLocation() {
    return new StoreLocation("%s://%s/%s/%s".formatted(scheme, host, bucket, key));
  }
}
