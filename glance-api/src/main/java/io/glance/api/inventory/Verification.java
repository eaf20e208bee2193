package io.glance.api.inventory;

import io.glance.api.imagedata.StoredBytes;
import io.glance.api.imagedata.Tenants;
import io.glance.api.inventory.Finding.State;
import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.store.ByteRange;
import io.glance.store.OpenImage;
import io.glance.store.StoreException;
import io.glance.store.checked.HashAlgorithm;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the bytes of images and compares them with their records. For one thread. */
public final class Verification {
  private static final int BUFFER = 256 * 1024;

  private final StoredBytes bytes;
  private final Pace pace;

  Verification(StoredBytes bytes, Pace pace) {
    this.bytes = bytes;
    this.pace = pace;
  }

  /** Looks at each location of an image. */
  public List<Finding> of(Image image) {
    List<Finding> findings = new ArrayList<>();
    for (ImageLocation location : image.locations()) {
      findings.add(of(image, location));
    }
    if (image.locations().isEmpty()) {
      findings.add(new Finding(image.id(), 0, "", State.MISSING, 0, "the image has no location"));
    }
    return findings;
  }

  private Finding of(Image image, ImageLocation location) {
    Reading reading = new Reading(image, location);
    try (OpenImage open = bytes.open(location, ByteRange.ALL, Tenants.ownerOf(image))) {
      reading.readAll(open);
      return reading.compared();
    } catch (StoreException.NotFound _) {
      return reading.found(State.MISSING, "the store has no such bytes");
    } catch (IOException | RuntimeException e) {
      return reading.found(State.UNREADABLE, Objects.requireNonNullElse(e.getMessage(), ""));
    }
  }

  private final class Reading {
    private final Image image;
    private final ImageLocation location;
    private final MessageDigest md5 = HashAlgorithm.MD5.newDigest();
    private final @Nullable MessageDigest hash;
    private long size;

    Reading(Image image, ImageLocation location) {
      this.image = image;
      this.location = location;
      this.hash = digest(image.hashAlgorithm());
    }

    void readAll(OpenImage open) throws IOException {
      byte[] buffer = new byte[BUFFER];
      int got = open.stream().read(buffer);
      while (got >= 0) {
        pace.pass(got);
        size += got;
        if (image.checksum() != null) {
          md5.update(buffer, 0, got);
        }
        if (hash != null) {
          hash.update(buffer, 0, got);
        }
        got = open.stream().read(buffer);
      }
    }

    Finding compared() {
      if (image.size() != null && image.size() != size) {
        return found(
            State.DAMAGED, "%d bytes where the record says %d".formatted(size, image.size()));
      }
      String algorithm = Objects.requireNonNullElse(image.hashAlgorithm(), "");
      if (hash != null && !hex(hash).equalsIgnoreCase(image.hashValue())) {
        return found(State.DAMAGED, "another %s than the record says".formatted(algorithm));
      }
      if (image.checksum() != null && !hex(md5).equalsIgnoreCase(image.checksum())) {
        return found(State.DAMAGED, "another md5 than the record says");
      }
      return hash == null && image.checksum() == null
          ? found(State.NO_DIGEST, "the record has no digest")
          : found(State.OK, "");
    }

    Finding found(State state, String detail) {
      String store =
          location.metadata().get("store") instanceof String name ? name : schemeOf(location);
      return new Finding(image.id(), location.id(), store, state, size, detail);
    }

    private static String schemeOf(ImageLocation location) {
      int end = location.url().indexOf("://");
      return end < 0 ? "" : location.url().substring(0, end);
    }

    private @Nullable MessageDigest digest(@Nullable String algorithm) {
      try {
        return algorithm == null || image.hashValue() == null
            ? null
            : HashAlgorithm.named(algorithm).newDigest();
      } catch (IllegalArgumentException _) {
        return null;
      }
    }

    private static String hex(MessageDigest digest) {
      return HexFormat.of().formatHex(digest.digest());
    }
  }
}
