package io.glance.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirectoriesTest {
  @TempDir Path base;

  @Test
  void theHighestPriorityWithRoomIsChosen() throws Exception {
    DataDirectories directories =
        new DataDirectories(
            List.of(
                new DataDirectory(created("low"), 1),
                new DataDirectory(created("high"), 20),
                new DataDirectory(created("middle"), 10)));

    assertThat(directories.bestFor(1000)).isEqualTo(base.resolve("high"));
    assertThat(directories.bestFor(-1)).isEqualTo(base.resolve("high"));
  }

  @Test
  void aDirectoryWithoutRoomIsPassedOver() throws Exception {
    DataDirectories directories =
        new DataDirectories(
            List.of(
                new DataDirectory(base.resolve("not-mounted"), 20),
                new DataDirectory(created("low"), 1)));

    assertThat(directories.bestFor(1000)).isEqualTo(base.resolve("low"));
  }

  @Test
  void anImageThatFitsNowhereIsRefused() throws Exception {
    DataDirectories directories =
        new DataDirectories(
            List.of(new DataDirectory(created("a"), 0), new DataDirectory(created("b"), 0)));

    assertThatThrownBy(() -> directories.bestFor(Long.MAX_VALUE))
        .isInstanceOf(StoreException.Full.class)
        .hasMessage(
            "There is no enough disk space left on the image storage media. requested=%d"
                .formatted(Long.MAX_VALUE));
  }

  @Test
  void pathsInADirectoryAreInside() throws Exception {
    Path data = created("data");
    Files.writeString(data.resolve("image"), "x");
    DataDirectories directories = new DataDirectories(List.of(new DataDirectory(data, 0)));

    assertThatNoException().isThrownBy(() -> directories.requireInside(at(data + "/image")));
    assertThatNoException().isThrownBy(() -> directories.requireInside(at(data + "/missing")));
  }

  @Test
  void aDirectoryMayBeReachedOnAnotherWay() throws Exception {
    Path data = created("data");
    Files.writeString(data.resolve("image"), "x");
    Path link = Files.createSymbolicLink(base.resolve("link"), data);
    DataDirectories direct = new DataDirectories(List.of(new DataDirectory(data, 0)));
    DataDirectories linked = new DataDirectories(List.of(new DataDirectory(link, 0)));

    assertThatNoException().isThrownBy(() -> direct.requireInside(at(link + "/image")));
    assertThatNoException().isThrownBy(() -> linked.requireInside(at(data + "/image")));
    assertThatNoException().isThrownBy(() -> linked.requireInside(at(link + "/image")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "/data-other/x", "/no/such/directory/x"})
  void pathsElsewhereAreOutside(String path) throws Exception {
    DataDirectories directories =
        new DataDirectories(List.of(new DataDirectory(created("data"), 0)));

    assertOutside(directories, path);
    assertOutside(directories, base + "/data-other");
  }

  @Test
  void symbolicLinksOutOfTheDirectoryAreOutside() throws Exception {
    Path data = created("data");
    Path elsewhere = created("elsewhere");
    Files.writeString(elsewhere.resolve("secret"), "x");
    Files.createSymbolicLink(data.resolve("file-link"), elsewhere.resolve("secret"));
    Files.createSymbolicLink(data.resolve("dir-link"), elsewhere);
    DataDirectories directories = new DataDirectories(List.of(new DataDirectory(data, 0)));

    assertOutside(directories, data + "/file-link");
    assertOutside(directories, data + "/dir-link/secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"relative", "/data/../etc/passwd", "/data/./x", "/x", "/", "", "/data/a\0b"})
  void suchPathsAreNoLocations(String path) {
    assertThatThrownBy(() -> at(path)).isInstanceOf(StoreException.BadLocation.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../x", "a/b", ".hidden", "a\0b"})
  void suchIdsAreNoFileNames(String imageId) {
    assertThatThrownBy(() -> FileLocation.of(base, imageId))
        .isInstanceOf(StoreException.BadLocation.class);
  }

  @Test
  void aLocationIsThePathVerbatim() throws Exception {
    FileLocation location = FileLocation.of(Path.of("/srv/my images/100%25"), "an id?#");

    assertThat(location.toStoreLocation().url()).isEqualTo("file:///srv/my images/100%25/an id?#");
    assertThat(FileLocation.parse(location.toStoreLocation())).isEqualTo(location);
    assertThat(FileLocation.parse(new StoreLocation("filesystem:///srv/x")).path())
        .isEqualTo(Path.of("/srv/x"));
    assertThatThrownBy(() -> FileLocation.parse(new StoreLocation("http:///srv/x")))
        .isInstanceOf(StoreException.BadLocation.class);
  }

  private Path created(String name) throws Exception {
    return Files.createDirectory(base.resolve(name));
  }

  private static FileLocation at(String path) throws StoreException {
    return FileLocation.parse(new StoreLocation("file://" + path));
  }

  private static void assertOutside(DataDirectories directories, String path) {
    assertThatThrownBy(() -> directories.requireInside(at(path)))
        .isInstanceOf(StoreException.BadLocation.class)
        .hasMessage("not in a data directory of this store");
  }
}
