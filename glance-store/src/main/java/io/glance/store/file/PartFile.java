package io.glance.store.file;

import io.glance.store.StoreException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An image file that is not whole yet: {@code .<image id>.<random>.part} beside where the image
 * will be. Locked by its writer for as long as that lives, so that anybody can tell a dead writer's
 * file; closing removes it unless it was published.
 */
final class PartFile implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(PartFile.class);
  private static final Pattern NAME = Pattern.compile("\\.(.+)\\.[0-9a-f]{32}\\.part");
  private static final int ATTEMPTS = 10;

  /**
   * Names of the part files that this process writes. A process must not open those again: closing
   * any descriptor of a file drops the process's locks on it.
   */
  private static final Set<String> OWN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final FileChannel channel;

  private PartFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static PartFile create(Path directory, String imageId) throws IOException {
    for (int i = 0; i < ATTEMPTS; i++) {
      String random = UUID.randomUUID().toString().replace("-", "");
      String name = "." + imageId + "." + random + ".part";
      OWN.add(name);
      FileChannel channel = null;
      boolean created = false;
      try {
        Path path = directory.resolve(name);
        channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        created = lock(channel) && Files.exists(path, LinkOption.NOFOLLOW_LINKS);
        if (created) {
          return new PartFile(path, channel);
        }
      } finally {
        if (!created) {
          abandon(name, channel);
        }
      }
    }
    throw new IOException("a part file was removed as often as it was made");
  }

  FileChannel channel() {
    return channel;
  }

  Path path() {
    return path;
  }

  /**
   * Gives the file its final name, at once and only if nobody has it. The contents must be on the
   * disk already.
   *
   * @throws StoreException.Duplicate if the name is taken
   */
  void publishAs(Path target) throws IOException {
    try {
      Files.createLink(target, path);
    } catch (FileAlreadyExistsException e) {
      throw new StoreException.Duplicate(
          "Image %s already exists".formatted(target.getFileName()), e);
    } catch (UnsupportedOperationException e) {
      moveTo(target);
    } catch (FileSystemException e) {
      if (e.getClass() != FileSystemException.class) {
        throw e;
      }
      log.debug("No hard link to {}, renaming instead", target, e);
      moveTo(target);
    }
  }

  /** As {@link #publishAs}, for file systems without hard links: under a lock. */
  void moveTo(Path target) throws IOException {
    Path guard = target.resolveSibling(".glance-publish.lock");
    synchronized (PartFile.class) {
      try (FileChannel file =
              FileChannel.open(guard, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock _ = file.lock()) {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
          throw new StoreException.Duplicate(
              "Image %s already exists".formatted(target.getFileName()));
        }
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      Files.deleteIfExists(path);
    } finally {
      OWN.remove(name(path));
    }
  }

  /** Whether this process writes the file now. */
  static boolean isOwn(Path path) {
    return OWN.contains(name(path));
  }

  static boolean isPart(Path path) {
    return NAME.matcher(name(path)).matches();
  }

  static boolean isPartOf(String imageId, Path path) {
    Matcher matcher = NAME.matcher(name(path));
    return matcher.matches() && matcher.group(1).equals(imageId);
  }

  private static boolean lock(FileChannel channel) {
    try {
      return channel.tryLock() != null;
    } catch (IOException e) {
      log.warn("Files of this file system cannot be locked: {}", e.getMessage());
      return true;
    }
  }

  private static void abandon(String name, @Nullable FileChannel channel) throws IOException {
    OWN.remove(name);
    if (channel != null) {
      channel.close();
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
