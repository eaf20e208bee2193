package io.glance.api.importing;

import io.glance.store.OpenImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Bytes of an image in a file that other programs can open.
 *
 * @param isCopy whether it was made for this import, and goes when it is not needed any more
 * @param behind where the bytes came from
 */
record LocalFile(Path path, boolean isCopy, Origin behind) implements Origin {

  @Override
  public OpenImage open() throws IOException {
    long size = Files.size(path);
    return new OpenImage(Files.newInputStream(path), size, path, 0);
  }

  long size() throws IOException {
    return Files.size(path);
  }

  void removeCopy() throws IOException {
    if (isCopy) {
      Files.deleteIfExists(path);
    }
  }

  @Override
  public void close() throws IOException {
    removeCopy();
    behind.close();
  }
}
