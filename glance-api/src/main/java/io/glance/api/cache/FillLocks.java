package io.glance.api.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says who fetches an image into a cache directory that processes share. The locks are parts of one
 * file that stays open, for a process loses its locks on a file when it closes any descriptor of
 * it. They end with their process, however that ends. Thread-safe.
 */
final class FillLocks {
  private static final Logger log = LoggerFactory.getLogger(FillLocks.class);
  private static final long PLACES = 0xffff_ffffL;

  private final FileChannel file;

  FillLocks(Path path) {
    try {
      file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new MisconfiguredCacheException("the cache cannot write %s".formatted(path), e);
    }
  }

  /** The right to fetch an image, until it is closed. */
  interface Held extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Empty if somebody fetches the image now, or nobody can tell; two images may seem to be one,
   * which does no harm.
   */
  Optional<Held> take(String imageId) {
    try {
      FileLock lock = file.tryLock(imageId.hashCode() & PLACES, 1, false);
      return lock == null ? Optional.empty() : Optional.of(() -> release(lock));
    } catch (OverlappingFileLockException _) {
      return Optional.empty();
    } catch (IOException e) {
      log.warn("nothing is cached, for files cannot be locked there: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private static void release(FileLock lock) {
    try {
      lock.release();
    } catch (IOException e) {
      log.warn("a lock of the cache could not be given back: {}", e.getMessage());
    }
  }
}
