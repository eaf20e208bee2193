package io.glance.store.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes the part files of writers that died, whichever process or host they ran on. */
final class AbandonedParts {
  private static final Logger log = LoggerFactory.getLogger(AbandonedParts.class);

  /** Where files cannot be locked, a part that nobody touched for so long is abandoned. */
  private static final Duration LONG = Duration.ofDays(1);

  private AbandonedParts() {}

  static void remove(Path directory) throws IOException {
    remove(directory, PartFile::isPart);
  }

  static void remove(Path directory, String imageId) throws IOException {
    remove(directory, path -> PartFile.isPartOf(imageId, path));
  }

  private static void remove(Path directory, Predicate<Path> wanted) throws IOException {
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(directory, wanted::test)) {
      for (Path part : parts) {
        if (!PartFile.isOwn(part)) {
          removeIfDead(part);
        }
      }
    } catch (NoSuchFileException e) {
      log.debug("No directory {}, so nothing is left in it", directory);
    }
  }

  private static void removeIfDead(Path part) throws IOException {
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      if (isDead(part, channel)) {
        Files.deleteIfExists(part);
        log.info("Removed {}, whose writer died", part);
      }
    } catch (NoSuchFileException e) {
      log.debug("{} is gone already", part);
    } catch (AccessDeniedException e) {
      log.warn("Cannot tell whether the writer of {} lives: permission denied", part);
    }
  }

  private static boolean isDead(Path part, FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      Instant touched = Files.getLastModifiedTime(part).toInstant();
      return touched.isBefore(Instant.now().minus(LONG));
    }
  }
}
