package io.glance.api.cache;

import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.CacheRegistry.CacheHits;
import io.glance.common.registryapi.CachedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;

/**
 * The driver {@code xattr}: the hits are an attribute of the cached file, the times are the file's
 * own. There is nothing to note or to remove besides the files.
 *
 * <p>Source: glance/image_cache/drivers/xattr.py.
 */
final class XattrIndex implements CacheIndex {
  private static final String HITS = "hits";

  private final CacheDirectory directory;

  XattrIndex(CacheDirectory directory) {
    this.directory = directory;
  }

  /** Whether files in a directory can have attributes, found out by giving it one. */
  static boolean isPossibleIn(Path directory) {
    try {
      UserDefinedFileAttributeView attributes = attributesOf(directory);
      attributes.write("glance", ByteBuffer.wrap(new byte[] {'1'}));
      attributes.delete("glance");
      return true;
    } catch (IOException | UnsupportedOperationException | NullPointerException _) {
      return false;
    }
  }

  @Override
  public List<CachedImage> list() {
    return directory.entries().stream().map(this::described).toList();
  }

  private CachedImage described(CacheDirectory.Entry entry) {
    return new CachedImage(
        null,
        entry.imageId(),
        entry.accessed(),
        entry.modified(),
        entry.size(),
        hits(entry.path()),
        null);
  }

  @Override
  public void put(CachedImage image) {
    try {
      write(directory.entryPath(image.imageId()), image.hits());
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  @Override
  public void count(List<CacheHits> hits) {
    try {
      for (CacheHits each : hits) {
        count(each);
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private void count(CacheHits more) throws IOException {
    Path file = directory.entryPath(more.imageId());
    try {
      write(file, hits(file) + more.count());
      Files.getFileAttributeView(file, BasicFileAttributeView.class)
          .setTimes(null, FileTime.from(more.last()), null);
    } catch (NoSuchFileException _) {
      return;
    }
  }

  @Override
  public void remove(String imageId) {}

  @Override
  public void removeAll() {}

  private static int hits(Path file) {
    try {
      UserDefinedFileAttributeView attributes = attributesOf(file);
      ByteBuffer value = ByteBuffer.allocate(attributes.size(HITS));
      attributes.read(HITS, value);
      return Integer.parseInt(StandardCharsets.US_ASCII.decode(value.flip()).toString().strip());
    } catch (IOException | NumberFormatException _) {
      return 0;
    }
  }

  private static void write(Path file, int hits) throws IOException {
    attributesOf(file)
        .write(HITS, ByteBuffer.wrap(Integer.toString(hits).getBytes(StandardCharsets.US_ASCII)));
  }

  private static UserDefinedFileAttributeView attributesOf(Path file) {
    return Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
  }

  private static GlanceException unusable(IOException cause) {
    GlanceException error = new GlanceException.Failed(null);
    error.initCause(cause);
    return error;
  }
}
