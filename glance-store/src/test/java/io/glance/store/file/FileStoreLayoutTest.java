package io.glance.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.store.ByteRange;
import io.glance.store.Capability;
import io.glance.store.OpenImage;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.Written;
import io.glance.store.testing.TestingStreams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** What the original expects to find on the disk, and what it left there. */
class FileStoreLayoutTest {
  @TempDir Path base;

  @Test
  void anImageIsOneFileNamedByItsId() throws Exception {
    FileStore store = new FileStore(FileStoreProperties.in(base));

    Written written = write(store, "an-image");

    assertThat(written.location().url()).isEqualTo("file://" + base + "/an-image");
    assertThat(namesIn(base)).containsExactly("an-image");
    assertThat(base.resolve("an-image")).hasBinaryContent(TestingStreams.bytes(100));
  }

  @Test
  void anImageOfTheOriginalIsReadAndDeleted() throws Exception {
    FileStore store = new FileStore(FileStoreProperties.in(base));
    Files.writeString(base.resolve("old-image"), "old bytes");
    StoreLocation location = new StoreLocation("filesystem://" + base + "/old-image");

    try (OpenImage image = store.open(location, new ByteRange(4, 3))) {
      assertThat(image.stream()).hasContent("byt");
      assertThat(image.file()).isEqualTo(base.resolve("old-image"));
      assertThat(image.fileOffset()).isEqualTo(4);
      assertThat(image.length()).isEqualTo(3);
    }
    store.delete(location);

    assertThat(namesIn(base)).isEmpty();
  }

  @Test
  void whatTheOriginalLeftHalfWrittenIsADuplicateUntilDiscarded() throws Exception {
    FileStore store = new FileStore(FileStoreProperties.in(base));
    Files.writeString(base.resolve("an-image"), "half");

    assertThatThrownBy(() -> write(store, "an-image"))
        .isInstanceOf(StoreException.Duplicate.class)
        .hasMessage("Image an-image already exists");
    store.discard("an-image");

    write(store, "an-image");
  }

  @Test
  void missingDirectoriesAreCreated() throws Exception {
    FileStore store = new FileStore(FileStoreProperties.in(base.resolve("a/b/c")));

    write(store, "an-image");

    assertThat(base.resolve("a/b/c/an-image")).exists();
  }

  @Test
  void filesGetTheirModeAndDirectoriesLetTheirReadersIn() throws Exception {
    Path directory = Files.createDirectory(base.resolve("images"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    FileStore store =
        new FileStore(
            new FileStoreProperties(
                directory.toString(), List.of(), 644, DataSize.ofKilobytes(64), false));

    write(store, "an-image");

    assertThat(mode(directory.resolve("an-image"))).isEqualTo("rw-r--r--");
    assertThat(mode(directory)).isEqualTo("rwx--x--x");
  }

  @Test
  void aModeForTheGroupOpensTheDirectoryToNobodyElse() throws Exception {
    Path directory = Files.createDirectory(base.resolve("images"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    FileStore store =
        new FileStore(
            new FileStoreProperties(
                directory.toString(), List.of(), 640, DataSize.ofKilobytes(64), false));

    write(store, "an-image");

    assertThat(mode(directory.resolve("an-image"))).isEqualTo("rw-r-----");
    assertThat(mode(directory)).isEqualTo("rwx--x---");
  }

  @Test
  void anImageIsInOneOfTheDirectoriesOnly() throws Exception {
    Path first = base.resolve("first");
    Path second = base.resolve("second");
    FileStore before = new FileStore(severalDirectories(first + ":2", second + ":1"));
    write(before, "an-image");

    FileStore after = new FileStore(severalDirectories(first + ":1", second + ":2"));

    assertThat(first.resolve("an-image")).exists();
    assertThatThrownBy(() -> write(after, "an-image")).isInstanceOf(StoreException.Duplicate.class);
    after.discard("an-image");
    assertThat(first.resolve("an-image")).doesNotExist();
  }

  @Test
  void aStoreWhoseDirectoryCannotBeMadeIsForReading() throws Exception {
    Path file = Files.writeString(base.resolve("file"), "in the way");

    FileStore store = new FileStore(FileStoreProperties.in(file.resolve("images")));

    assertThat(store.capabilities())
        .containsExactlyInAnyOrder(Capability.READ, Capability.READ_RANGE, Capability.DELETE);
  }

  @Test
  void locationsElsewhereAreRefused() throws Exception {
    FileStore store = new FileStore(FileStoreProperties.in(base.resolve("images")));
    Path secret = Files.writeString(base.resolve("secret"), "secret");
    Files.createSymbolicLink(base.resolve("images/link"), secret);

    for (String path :
        List.of(secret.toString(), base + "/images/../secret", base + "/images/link")) {
      StoreLocation location = new StoreLocation("file://" + path);
      assertThatThrownBy(() -> store.open(location, ByteRange.ALL))
          .isInstanceOf(StoreException.BadLocation.class);
      assertThatThrownBy(() -> store.delete(location))
          .isInstanceOf(StoreException.BadLocation.class);
    }
    assertThat(secret).hasContent("secret");
  }

  @Test
  void directoriesAndHiddenFilesAreNoImages() throws Exception {
    FileStore store = new FileStore(FileStoreProperties.in(base));
    Files.createDirectory(base.resolve("directory"));
    Files.writeString(base.resolve(".hidden"), "x");

    for (String name : List.of("directory", ".hidden", "missing")) {
      StoreLocation location = new StoreLocation("file://" + base + "/" + name);
      assertThatThrownBy(() -> store.open(location, ByteRange.ALL))
          .isInstanceOf(StoreException.NotFound.class)
          .hasMessage("Image %s not found".formatted(name));
      assertThatThrownBy(() -> store.delete(location)).isInstanceOf(StoreException.NotFound.class);
    }
  }

  private static FileStoreProperties severalDirectories(String... directories) {
    return new FileStoreProperties(null, List.of(directories), 0, DataSize.ofKilobytes(64), false);
  }

  private static Written write(FileStore store, String imageId) throws IOException {
    return store.write(imageId, new ByteArrayInputStream(TestingStreams.bytes(100)), 100);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static List<String> namesIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
