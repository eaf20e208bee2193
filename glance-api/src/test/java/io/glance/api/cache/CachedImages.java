package io.glance.api.cache;

import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.common.image.ImageStatus;
import io.glance.common.image.Visibility;
import io.glance.store.checked.HashAlgorithm;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

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
    return new Image(
        UUID.randomUUID().toString(),
        "x",
        ImageStatus.ACTIVE,
        Visibility.PRIVATE,
        false,
        false,
        "acme",
        "raw",
        "bare",
        size,
        null,
        checksum,
        "sha512",
        hash,
        0,
        0,
        Instant.EPOCH,
        Instant.EPOCH,
        Map.of(),
        List.of(),
        List.of(new ImageLocation(1, "memory://x", Map.of())));
  }

  static Image with(Image image, ImageStatus status) {
    return new Image(
        image.id(),
        image.name(),
        status,
        image.visibility(),
        image.isProtected(),
        image.isHidden(),
        image.owner(),
        image.diskFormat(),
        image.containerFormat(),
        image.size(),
        image.virtualSize(),
        image.checksum(),
        image.hashAlgorithm(),
        image.hashValue(),
        image.minDisk(),
        image.minRam(),
        image.createdAt(),
        image.updatedAt(),
        Map.of(),
        image.tags(),
        image.locations());
  }

  private static String hex(HashAlgorithm algorithm, byte[] data) {
    return HexFormat.of().formatHex(algorithm.newDigest().digest(data));
  }
}
