package io.glance.api.locationimport;

import io.glance.api.imagedata.StoredBytes;
import io.glance.api.imagedata.TransferKeeper.Hold;
import io.glance.common.registryapi.LocationImportRegistry.Digests;
import io.glance.store.ByteRange;
import io.glance.store.OpenImage;
import io.glance.store.checked.HashAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Computes the digests of bytes that are elsewhere.
 *
 * <p>Source: glance/async_/flows/location_import.py, _CalculateHash.
 */
@Component
final class LocationDigests {
  private static final Logger log = LoggerFactory.getLogger(LocationDigests.class);
  private static final int CHUNK = 256 * 1024;

  /** How often the registry is asked whether the image is there still. */
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(10);

  private final StoredBytes bytes;
  private final LocationJournal journal;
  private final int attempts;

  LocationDigests(StoredBytes bytes, LocationJournal journal, LocationImportProperties options) {
    this.bytes = bytes;
    this.journal = journal;
    this.attempts = Math.max(1, options.httpRetries());
  }

  /** Nobody wants the digests any more. */
  static final class Cancelled extends InterruptedIOException {
    private static final long serialVersionUID = 1;

    Cancelled() {
      super("the digests are not wanted any more");
    }
  }

  /**
   * Reads all bytes at the job's location, several times if need be.
   *
   * @throws Cancelled if the thread is interrupted or the import lost
   * @throws IOException if the bytes cannot be read
   * @throws io.glance.common.error.GlanceException.Gone if the image was deleted meanwhile
   */
  Digests compute(LocationJob job, HashAlgorithm algorithm, Hold hold) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return read(job, algorithm, hold);
      } catch (IOException e) {
        if (isCancelled(hold)) {
          throw new Cancelled();
        }
        log.debug("[{}/{}] digests of image {} failed", attempt, attempts, job.imageId(), e);
        if (attempt >= attempts) {
          throw e;
        }
      }
    }
  }

  private static boolean isCancelled(Hold hold) {
    return hold.isLost() || Thread.currentThread().isInterrupted();
  }

  private Digests read(LocationJob job, HashAlgorithm algorithm, Hold hold) throws IOException {
    MessageDigest checksum = HashAlgorithm.MD5.newDigest();
    MessageDigest hash = algorithm.newDigest();
    try (OpenImage image = bytes.open(job.location(), ByteRange.ALL, job.tenant())) {
      InputStream in = image.stream();
      byte[] chunk = new byte[CHUNK];
      long count = 0;
      long nextSign = System.nanoTime() + SIGN_OF_LIFE.toNanos();
      int length;
      while ((length = in.read(chunk)) >= 0) {
        checksum.update(chunk, 0, length);
        hash.update(chunk, 0, length);
        count += length;
        if (isCancelled(hold)) {
          throw new Cancelled();
        }
        if (System.nanoTime() > nextSign) {
          journal.progress(job.transfer());
          nextSign = System.nanoTime() + SIGN_OF_LIFE.toNanos();
        }
      }
      if (image.length() >= 0 && count != image.length()) {
        throw new IOException("%d of %d bytes came".formatted(count, image.length()));
      }
    }
    return new Digests(hex(checksum), algorithm.hashlibName(), hex(hash));
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
