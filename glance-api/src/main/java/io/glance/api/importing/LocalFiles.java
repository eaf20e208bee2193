package io.glance.api.importing;

import io.glance.store.OpenImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.springframework.stereotype.Component;

/** Brings bytes of images to where other programs can open them: beside those that are staged. */
@Component
final class LocalFiles {
  private final Staging staging;

  LocalFiles(Staging staging) {
    this.staging = staging;
  }

  /**
   * The file of bytes that are staged, or a copy of others.
   *
   * @throws IOException if they cannot be read or copied; nothing is left
   */
  LocalFile of(Origin origin, Job job, Progress progress) throws IOException {
    return of(origin, job, "source", progress);
  }

  /**
   * As above.
   *
   * @param ending tells what a copy is
   */
  LocalFile of(Origin origin, Job job, String ending, Progress progress) throws IOException {
    try (OpenImage open = origin.open()) {
      if (open.file() != null && open.fileOffset() == 0) {
        return new LocalFile(open.file().toAbsolutePath(), false, origin);
      }
      LocalFile copy = new LocalFile(placeFor(job, ending), true, origin);
      try {
        copy(open, copy.path(), progress);
        return copy;
      } catch (IOException | RuntimeException e) {
        copy.removeCopy();
        throw e;
      }
    }
  }

  private static void copy(OpenImage open, Path to, Progress progress) throws IOException {
    try (GuardedStream data = new GuardedStream(open.stream(), progress);
        OutputStream out = Files.newOutputStream(to, StandardOpenOption.CREATE_NEW)) {
      long size = data.transferTo(out);
      if (open.length() >= 0 && open.length() != size) {
        throw new ImportFailure(
            "Image size mismatch. Expected %d but got %d".formatted(open.length(), size));
      }
    }
  }

  /**
   * Where a file of this import, and of no other, may be made.
   *
   * @param ending tells what it is
   */
  Path placeFor(Job job, String ending) throws IOException {
    return staging.placeFor(job.imageId(), job.transfer().id() + "." + ending);
  }
}
