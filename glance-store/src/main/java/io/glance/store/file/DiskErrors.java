package io.glance.store.file;

import io.glance.store.StoreException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operating system's errors mean for an image. Java passes errno on only as text, so that
 * is what is looked at. Source: glance_store/_drivers/filesystem.py, Store.add and Store.delete; a
 * quota that is used up counts as full, which the original forgot.
 */
final class DiskErrors {
  /** ENOSPC, EFBIG, EDQUOT. */
  private static final List<String> FULL =
      List.of("No space left on device", "File too large", "Disk quota exceeded");

  /** EROFS, EPERM. */
  private static final List<String> REFUSED =
      List.of("Read-only file system", "Operation not permitted");

  private DiskErrors() {}

  static IOException ofWrite(IOException e) {
    if (tells(e, FULL)) {
      return new StoreException.Full(
          "There is not enough disk space on the image storage media.", e);
    }
    if (isRefusal(e)) {
      return new StoreException.WriteDenied("Permission to write image storage media denied.", e);
    }
    return e;
  }

  static IOException ofRead(IOException e) {
    return isRefusal(e)
        ? new StoreException.Forbidden("You are not authorized to complete this action.", e)
        : e;
  }

  static IOException ofDelete(IOException e, String name) {
    return isRefusal(e)
        ? new StoreException.Forbidden("You cannot delete file %s".formatted(name), e)
        : new StoreException.Untouched("File %s could not be deleted".formatted(name), e);
  }

  private static boolean isRefusal(IOException e) {
    return e instanceof AccessDeniedException || tells(e, REFUSED);
  }

  private static boolean tells(IOException e, List<String> texts) {
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return contains(reason, texts);
  }

  private static boolean contains(@Nullable String reason, List<String> texts) {
    return reason != null && texts.stream().anyMatch(reason::contains);
  }
}
