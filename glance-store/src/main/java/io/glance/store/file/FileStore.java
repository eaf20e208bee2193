package io.glance.store.file;

import io.glance.store.ByteRange;
import io.glance.store.Capability;
import io.glance.store.ExpectedSize;
import io.glance.store.Listing;
import io.glance.store.OpenImage;
import io.glance.store.Store;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.Written;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps each image as one file, named by the image's id, in one of the data directories.
 *
 * <p>A file appears under its name only when it is whole and on the disk. What a killed process
 * leaves is a {@link PartFile}, which the next start or {@link #discard} removes. Source:
 * glance_store/_drivers/filesystem.py.
 */
public final class FileStore implements Store {
  private static final Logger log = LoggerFactory.getLogger(FileStore.class);

  private static final String NOT_CONFIGURED =
      "Store filesystem could not be configured correctly, adding images is disabled. Reason:";

  private final DataDirectories directories;
  private final FileModes modes;
  private final int chunkSize;
  private final boolean thin;
  private final boolean writable;
  private final Map<String, Object> details;
  private final MountPoints mountPoints;

  /**
   * Creates the directories that do not exist. If that fails, or one of them may not be written to,
   * the store is for reading and deleting only, and says so in the log.
   */
  public FileStore(FileStoreProperties options) {
    this(options, MountPoints.NONE);
  }

  /** The same, noting mountpoints with the locations. */
  FileStore(FileStoreProperties options, MountPoints mountPoints) {
    this.mountPoints = mountPoints;
    directories = new DataDirectories(options.directories());
    modes = new FileModes(options.mode());
    chunkSize = options.chunkBytes();
    thin = options.filesystemThinProvisioning();
    details = details(options);
    writable = directories.paths().stream().allMatch(this::isReady);
    if (writable) {
      sweepAtStart();
    }
  }

  @Override
  public Set<Capability> capabilities() {
    EnumSet<Capability> all = EnumSet.allOf(Capability.class);
    if (!writable) {
      all.remove(Capability.WRITE);
    }
    return all;
  }

  /** {@inheritDoc} The result names the file. */
  @Override
  public OpenImage open(StoreLocation location, ByteRange range) throws IOException {
    FileLocation file = existing(location);
    try {
      FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ);
      try {
        long length = range.lengthIn(channel.size());
        FileImageStream stream = new FileImageStream(channel, chunkSize, range.offset(), length);
        return new OpenImage(stream, length, file.path(), range.offset());
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (NoSuchFileException e) {
      throw notFound(file, e);
    } catch (IOException e) {
      throw DiskErrors.ofRead(e);
    }
  }

  @Override
  public long size(StoreLocation location) throws IOException {
    FileLocation file = existing(location);
    try {
      return Files.size(file.path());
    } catch (NoSuchFileException e) {
      throw notFound(file, e);
    } catch (IOException e) {
      throw DiskErrors.ofRead(e);
    }
  }

  @Override
  public Written write(String imageId, InputStream data, long expectedSize) throws IOException {
    requireNew(imageId);
    Path directory = directories.bestFor(expectedSize);
    FileLocation target = FileLocation.of(directory, imageId);
    try (PartFile part = newPart(directory, imageId);
        ImageFileWriter writer = newWriter(part, new ExpectedSize(expectedSize))) {
      data.transferTo(writer);
      modes.setOnFile(part.path());
      writer.finish();
      publish(part, target);
      return new Written(target.toStoreLocation(), writer.size(), mountPoints.of(target.path()));
    }
  }

  @Override
  public void delete(StoreLocation location) throws IOException {
    FileLocation file = existing(location);
    try {
      Files.delete(file.path());
    } catch (NoSuchFileException e) {
      throw notFound(file, e);
    } catch (IOException e) {
      throw DiskErrors.ofDelete(e, file.name());
    }
    forceRemoval(file);
  }

  @Override
  public void discard(String imageId) throws IOException {
    for (Path directory : directories.paths()) {
      if (Files.deleteIfExists(FileLocation.of(directory, imageId).path())) {
        DataDirectories.force(directory);
      }
      AbandonedParts.remove(directory, imageId);
    }
  }

  /** {@inheritDoc} It is in one of the data directories, or below one. */
  @Override
  public boolean owns(StoreLocation location) {
    try {
      directories.requireInside(FileLocation.parse(location));
      return true;
    } catch (StoreException _) {
      return false;
    }
  }

  @Override
  public Optional<Listing> listing() {
    return Optional.of(new FileListing(directories.paths()));
  }

  @Override
  public Map<String, Object> details() {
    return details;
  }

  private static Map<String, Object> details(FileStoreProperties options) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put(
        "data_dir", options.paths().stream().map(Path::toString).collect(Collectors.joining(",")));
    details.put("chunk_size", options.chunkBytes());
    details.put("thin_provisioning", options.filesystemThinProvisioning());
    return Collections.unmodifiableMap(details);
  }

  /** Removes what writers that are dead by now left of any image. */
  void sweep() throws IOException {
    for (Path directory : directories.paths()) {
      AbandonedParts.remove(directory);
    }
  }

  /** The file is gone even if this fails, so nobody may be told that it is there still. */
  private static void forceRemoval(FileLocation file) {
    try {
      DataDirectories.force(file.directory());
    } catch (IOException e) {
      log.warn("{} is removed, but a power cut may bring it back", file.path(), e);
    }
  }

  private static PartFile newPart(Path directory, String imageId) throws IOException {
    try {
      return PartFile.create(directory, imageId);
    } catch (IOException e) {
      throw DiskErrors.ofWrite(e);
    }
  }

  private ImageFileWriter newWriter(PartFile part, ExpectedSize expected) throws IOException {
    return thin
        ? ImageFileWriter.thin(part, expected, chunkSize)
        : ImageFileWriter.plain(part, expected);
  }

  private void publish(PartFile part, FileLocation target) throws IOException {
    try {
      takeName(part, target);
    } catch (IOException e) {
      throw DiskErrors.ofWrite(e);
    }
    try {
      DataDirectories.force(target.directory());
    } catch (IOException e) {
      Files.deleteIfExists(target.path());
      throw DiskErrors.ofWrite(e);
    }
  }

  /** Two writers may have chosen different directories, so the check and the link are one step. */
  private synchronized void takeName(PartFile part, FileLocation target) throws IOException {
    requireNew(target.name());
    part.publishAs(target.path());
  }

  private void requireNew(String imageId) throws StoreException {
    if (directories.contains(imageId)) {
      throw new StoreException.Duplicate("Image %s already exists".formatted(imageId));
    }
  }

  private FileLocation existing(StoreLocation location) throws IOException {
    FileLocation file = FileLocation.parse(location);
    directories.requireInside(file);
    if (file.name().startsWith(".")) {
      throw notFound(file, null);
    }
    try {
      if (Files.readAttributes(file.path(), BasicFileAttributes.class).isRegularFile()) {
        return file;
      }
    } catch (NoSuchFileException e) {
      throw notFound(file, e);
    } catch (IOException e) {
      throw DiskErrors.ofRead(e);
    }
    throw notFound(file, null);
  }

  private boolean isReady(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      log.error("{} Unable to create datadir: {}", NOT_CONFIGURED, directory, e);
      return false;
    }
    if (!Files.isWritable(directory)) {
      log.error("{} Permission to write in {} denied", NOT_CONFIGURED, directory);
      return false;
    }
    modes.openDirectory(directory);
    return true;
  }

  private void sweepAtStart() {
    try {
      sweep();
    } catch (IOException e) {
      log.warn("Could not look for what interrupted uploads left", e);
    }
  }

  private static StoreException notFound(FileLocation file, @Nullable IOException cause) {
    String message = "Image %s not found".formatted(file.name());
    return cause == null
        ? new StoreException.NotFound(message)
        : new StoreException.NotFound(message, cause);
  }
}
