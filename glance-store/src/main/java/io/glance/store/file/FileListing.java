package io.glance.store.file;

import io.glance.store.Listing;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * The files directly in data directories. Hidden ones are not shown: they are parts that are being
 * written, or that the next start removes.
 */
record FileListing(List<Path> directories) implements Listing {

  @Override
  public void forEach(Visitor visitor) throws IOException {
    for (Path directory : directories) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
        for (Path file : files) {
          show(file, visitor);
        }
      }
    }
  }

  private static void show(Path file, Visitor visitor) throws IOException {
    FileLocation location = new FileLocation(file);
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException _) {
      return;
    }
    if (attributes.isRegularFile() && !location.name().startsWith(".")) {
      visitor.visit(
          new Item(
              location.toStoreLocation(),
              location.name(),
              attributes.size(),
              attributes.lastModifiedTime().toInstant()));
    }
  }
}
