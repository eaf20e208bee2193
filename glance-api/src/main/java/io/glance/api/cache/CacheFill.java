package io.glance.api.cache;

import io.glance.api.cache.FillProgress.State;
import io.glance.common.image.Image;
import io.glance.store.OpenImage;
import io.glance.store.checked.HashAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One fetch of an image into the cache, from which all who want the image meanwhile read. It runs
 * on a thread of its own, at the speed of the store: neither a slow reader nor one who leaves holds
 * up the others. It ends early when nobody wants it any more.
 *
 * <p>The last bytes are shown only when all of them turned out to be those of the image, so that
 * nobody takes others for whole.
 */
final class CacheFill {
  private static final Logger log = LoggerFactory.getLogger(CacheFill.class);
  private static final int CHUNK = 256 * 1024;

  private final Image image;
  private final CacheDirectory directory;
  private final FillProgress progress = new FillProgress();

  CacheFill(Image image, CacheDirectory directory) {
    this.image = image;
    this.directory = directory;
  }

  FillProgress progress() {
    return progress;
  }

  /** What the fetch brings, from its first byte on; empty if it does not bring it. */
  Optional<OpenImage> join(ImageSource source) throws IOException {
    return progress.join() ? Optional.of(follow(source)) : Optional.empty();
  }

  /** The same for its first reader, before it begins. */
  OpenImage joinFirst(ImageSource source) throws IOException {
    progress.joinFirst();
    return follow(source);
  }

  private OpenImage follow(ImageSource source) throws IOException {
    try {
      long length = image.size() == null ? -1 : image.size();
      return OpenImage.of(new FollowingStream(progress, openWritten(), source), length);
    } catch (IOException | RuntimeException e) {
      progress.leave();
      throw e;
    }
  }

  /** The file may get its other name at any moment. */
  private FileChannel openWritten() throws IOException {
    try {
      return FileChannel.open(directory.incompletePath(image.id()), StandardOpenOption.READ);
    } catch (NoSuchFileException _) {
      return FileChannel.open(directory.entryPath(image.id()), StandardOpenOption.READ);
    }
  }

  /** The file that is to be written, empty. */
  FileChannel create() throws IOException {
    return FileChannel.open(
        directory.incompletePath(image.id()),
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  /**
   * Fetches all bytes, closes both ends, and leaves an entry or nothing. Does not throw.
   *
   * @return whether there is an entry now
   */
  boolean run(OpenImage data, FileChannel file) {
    try (data;
        file) {
      @Nullable State failure = write(data.stream(), file);
      if (failure != null) {
        drop(failure);
        return false;
      }
      progress.end(State.WHOLE);
      file.force(true);
      directory.publish(image.id());
      return true;
    } catch (IOException | RuntimeException e) {
      log.warn("image {} could not be cached: {}", image.id(), e.toString());
      drop(State.BROKEN);
      return false;
    }
  }

  /** Null if all bytes are written and right. */
  private @Nullable State write(InputStream in, FileChannel file) throws IOException {
    MessageDigest digest = digest();
    byte[] chunk = new byte[CHUNK];
    long count = 0;
    int length;
    while ((length = in.read(chunk)) >= 0) {
      if (!progress.isWanted()) {
        log.debug("nobody wants image {} any more", image.id());
        return State.BROKEN;
      }
      digest.update(chunk, 0, length);
      writeAll(file, chunk, length);
      progress.advance(count);
      count += length;
    }
    if (image.size() != null && count != image.size()) {
      log.warn("{} of {} bytes of image {} came", count, image.size(), image.id());
      return State.BROKEN;
    }
    if (!isRight(HexFormat.of().formatHex(digest.digest()))) {
      return State.WRONG;
    }
    progress.advance(count);
    return null;
  }

  private static void writeAll(FileChannel file, byte[] bytes, int length) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes, 0, length);
    while (left.hasRemaining()) {
      file.write(left);
    }
  }

  /** The strongest that the image has. */
  private MessageDigest digest() {
    if (image.hashAlgorithm() != null && image.hashValue() != null) {
      try {
        return HashAlgorithm.named(image.hashAlgorithm()).newDigest();
      } catch (IllegalArgumentException _) {
        log.debug("image {} has a digest {}", image.id(), image.hashAlgorithm());
      }
    }
    return HashAlgorithm.MD5.newDigest();
  }

  private boolean isRight(String found) {
    String hash = image.hashValue();
    String wanted = hash != null && hash.length() == found.length() ? hash : image.checksum();
    if (wanted == null) {
      log.warn("image {} has no digest to compare its cached bytes with", image.id());
      return true;
    }
    if (wanted.length() == found.length() && !wanted.equalsIgnoreCase(found)) {
      log.error(
          "the bytes of image {} have the digest {} instead of {}", image.id(), found, wanted);
      return false;
    }
    return true;
  }

  private void drop(State end) {
    try {
      if (end == State.WRONG) {
        directory.invalidate(image.id());
      } else {
        directory.removeIncomplete(image.id());
      }
    } catch (RuntimeException e) {
      log.warn("an unfinished file of image {} stays in the cache: {}", image.id(), e.toString());
    }
    progress.end(end);
  }
}
