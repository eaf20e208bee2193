package io.glance.store.swift;

import io.glance.store.Md5Source;
import io.glance.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes objects that are not there yet, each with the mark of this one writer, by which it knows
 * its own later. Used by one thread.
 *
 * <p>Swift looks whether an object is there when a PUT begins. Of two that begin before either has
 * ended the later one stays.
 */
final class ObjectWriter {
  private static final String MARK = "X-Object-Meta-Glance-Write";

  private static final int LOOKS = 3;

  private final SwiftObjects objects;
  private final String mark = UUID.randomUUID().toString();
  private boolean mayHaveWritten;

  ObjectWriter(SwiftObjects objects) {
    this.objects = objects;
  }

  /**
   * An object that was written.
   *
   * @param md5 of its bytes
   */
  record Kept(String name, long bytes, String md5) {}

  /**
   * Sends the next segment of the data.
   *
   * @param length bytes, or -1 if that is not known
   * @throws StoreException.Duplicate if the object is there
   */
  Kept write(String container, String name, Chunks data, long length) throws IOException {
    @Nullable Md5Source known = data.md5OfAll();
    MessageDigest own = newMd5();
    long before = data.given();
    UploadBody body = new UploadBody(length, () -> next(data, before, known == null ? own : null));
    SwiftAnswer answer;
    try {
      answer = objects.upload(SwiftPath.ofObject(container, name), headers(), body);
    } catch (IOException | RuntimeException | Error e) {
      mayHaveWritten |= body.hasBegun();
      throw e;
    }
    if (!answer.isSuccess()) {
      mayHaveWritten |= body.hasBegun() && !isRefusal(answer);
      throw SwiftErrors.ofWriting(answer);
    }
    mayHaveWritten = true;
    if (!data.isAtEndOfSegment()) {
      throw SwiftErrors.damaged();
    }
    String md5 = known != null ? known.md5() : HexFormat.of().formatHex(own.digest());
    return kept(answer, new Kept(name, data.given() - before, md5));
  }

  /**
   * Writes an object without bytes.
   *
   * @throws StoreException.Duplicate if there is one that is not of this writer
   */
  void writeEmpty(String container, String name, Map<String, String> more) throws IOException {
    Map<String, String> headers = new HashMap<>(more);
    headers.putAll(headers());
    SwiftPath path = SwiftPath.ofObject(container, name);
    SwiftAnswer answer = objects.ask("PUT", path, headers);
    boolean refused = answer.status() == SwiftAnswer.PRECONDITION_FAILED;
    if (!answer.isSuccess() && !(refused && isMine(objects.ask("HEAD", path)))) {
      throw SwiftErrors.ofWriting(answer);
    }
  }

  /**
   * Removes an object that bears the mark. What is not seen is not removed: a removal would hide
   * what a later writer of the name is just sending. Whoever cleans up after this one removes that.
   */
  void remove(String container, String name) throws IOException {
    SwiftPath path = SwiftPath.ofObject(container, name);
    if (!isThere(path)) {
      return;
    }
    SwiftAnswer removed = objects.ask("DELETE", path);
    if (!removed.isSuccess() && removed.status() != SwiftAnswer.NOT_FOUND) {
      throw SwiftErrors.ofReading(removed);
    }
  }

  /**
   * @throws StoreException.Unavailable if what was written is not seen, or is another writer's
   */
  void requireThere(String container, String name) throws IOException {
    if (!isThere(SwiftPath.ofObject(container, name))) {
      throw new StoreException.Unavailable("Swift does not show what it has taken.");
    }
  }

  /** Whether Swift may have something of this writer. */
  boolean mayHaveWritten() {
    return mayHaveWritten;
  }

  /** Whether an object of this writer is there, seen once in a few looks. */
  private boolean isThere(SwiftPath path) throws IOException {
    for (int left = LOOKS - 1; ; left--) {
      SwiftAnswer answer = objects.ask("HEAD", path);
      if (answer.isSuccess()) {
        return isMine(answer);
      }
      if (answer.status() != SwiftAnswer.NOT_FOUND) {
        throw SwiftErrors.ofReading(answer);
      }
      if (left == 0) {
        return false;
      }
      Pauses.sleep(objects.waits().pause());
    }
  }

  /** The next piece of the segment that began when {@code before} bytes were given. */
  private static @Nullable ByteBuffer next(Chunks data, long before, @Nullable MessageDigest digest)
      throws IOException {
    if (data.given() > before && data.isAtEndOfSegment()) {
      return null;
    }
    ByteBuffer piece = data.next();
    if (digest != null) {
      digest.update(piece.duplicate());
    }
    return piece;
  }

  private static Kept kept(SwiftAnswer answer, Kept kept) throws IOException {
    if (!answer.etag().orElse(kept.md5()).equalsIgnoreCase(kept.md5())) {
      throw SwiftErrors.damaged();
    }
    return kept;
  }

  private Map<String, String> headers() {
    return Map.of("If-None-Match", "*", MARK, mark, "Content-Type", "application/octet-stream");
  }

  private static boolean isRefusal(SwiftAnswer answer) {
    return answer.status() / 100 == 4;
  }

  private boolean isMine(SwiftAnswer answer) {
    return answer.header(MARK).filter(mark::equals).isPresent();
  }

  private static MessageDigest newMd5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
