package io.glance.api.replicator;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Images in a directory: {@code <id>} is what describes one, {@code <id>.img} are its bytes. Both
 * are written under hidden names, forced to the disk and then renamed, so what has its name is
 * whole; the bytes come first. Only their owner reads them, as images may be private, and links are
 * not followed: whoever made the directory would choose which of our files an image is made of.
 *
 * <p>Source: glance/cmd/replicator.py, replication_dump; its names and contents.
 */
record DumpDirectory(Path path) {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final long LARGEST = 64 << 20;
  private static final Set<OpenOption> OVERWRITING =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  private static final FileAttribute<?> FOR_ITS_OWNER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** Writes to a file. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Looks at the id of an image. */
  interface Visitor {
    void visit(String id) throws IOException;
  }

  /** Shows the ids of all images that have a description here. */
  void forEach(Visitor visitor) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (Description.isId(name) && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          visitor.visit(name);
        }
      }
    }
  }

  Path data(String id) {
    return path.resolve(id + ".img");
  }

  /**
   * What describes an image, also as the original's dumps over API v1 have it.
   *
   * @throws ReplicationFailure if the file makes no sense, or is of another image
   */
  Optional<Description> find(String id) throws IOException {
    Path file = path.resolve(id);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (Transport.Download content = Transport.Download.of(file)) {
      if (content.length() > LARGEST) {
        throw new ReplicationFailure("%s is too large to describe an image".formatted(file));
      }
      Description image = FirstVersion.translated(Description.of(JSON.readTree(content.stream())));
      if (!image.id().equals(id)) {
        throw new ReplicationFailure("%s describes image %s".formatted(file, image.id()));
      }
      return Optional.of(image);
    } catch (JacksonException e) {
      throw new ReplicationFailure(
          "%s is no JSON: %s".formatted(file, PlainText.of(e.getOriginalMessage())));
    }
  }

  /** Whether there are bytes of an image, as many as it has. */
  boolean hasData(Description image) throws IOException {
    Path file = data(image.id());
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == image.size();
  }

  void describe(Description image) throws IOException {
    write(path.resolve(image.id()), out -> out.write(JSON.writeValueAsBytes(image.json())));
  }

  /**
   * @throws ReplicationFailure if another process writes them just now
   */
  void store(String id, Content content) throws IOException {
    write(data(id), content);
  }

  /** What a run that was ended left behind is written over. */
  private void write(Path file, Content content) throws IOException {
    Path part = path.resolve("." + file.getFileName() + ".part");
    boolean whole = false;
    try (FileChannel channel = FileChannel.open(part, OVERWRITING, FOR_ITS_OWNER);
        FileLock lock = lock(channel, part)) {
      try {
        channel.truncate(0);
        content.writeTo(new DiskStream(file, Channels.newOutputStream(channel)));
        channel.force(true);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        whole = lock.isValid();
      } finally {
        if (!whole) {
          Files.deleteIfExists(part);
        }
      }
    }
    force();
  }

  private static FileLock lock(FileChannel channel, Path part) throws IOException {
    @Nullable FileLock lock = channel.tryLock();
    if (lock == null) {
      throw new ReplicationFailure("%s is being written by another process".formatted(part));
    }
    return lock;
  }

  /** Makes the new name durable. */
  private void force() throws IOException {
    try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }
}
