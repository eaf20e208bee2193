package io.glance.api.cache;

import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.testing.TestingImage;
import io.glance.store.checked.HashAlgorithm;
import java.util.HexFormat;

/** Active images to be cached. */
final class CachedImages {
  private CachedImages() {}

  static Image of(byte[] data) {
    return of(data.length, hex(HashAlgorithm.SHA512, data), hex(HashAlgorithm.MD5, data));
  }

  /** One whose record speaks of other bytes. */
  static Image lyingAbout(byte[] data) {
    byte[] other = data.clone();
    other[0]++;
    return of(data.length, hex(HashAlgorithm.SHA512, other), hex(HashAlgorithm.MD5, data));
  }

  private static Image of(long size, String hash, String checksum) {
    return TestingImage.queued()
        .status(ImageStatus.ACTIVE)
        .size(size)
        .checksum(checksum)
        .hash("sha512", hash)
        .at("memory://x")
        .image();
  }

  static Image with(Image image, ImageStatus status) {
    return TestingImage.like(image).status(status).image();
  }

  private static String hex(HashAlgorithm algorithm, byte[] data) {
    return HexFormat.of().formatHex(algorithm.newDigest().digest(data));
  }
}
