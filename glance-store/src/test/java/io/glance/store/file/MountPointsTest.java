package io.glance.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.glance.store.Written;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountPointsTest {
  @TempDir Path directory;

  @Test
  void theMountpointOfTheFileIsNotedWithItsLocation() throws Exception {
    MountPoints mountPoints =
        read(
            "[{'id': 'a', 'mountpoint': '/elsewhere'}, {'id': 'b', 'mountpoint': 'DIR', 'more': ['x']}]");
    FileStore store =
        new FileStore(FileStoreProperties.in(directory.resolve("images")), mountPoints);

    Written written = store.write("x", new ByteArrayInputStream(new byte[1]), 1);

    assertThat(written.metadata())
        .isEqualTo(Map.of("id", "b", "mountpoint", directory.toString(), "more", List.of("x")));
  }

  @Test
  void oneMountpointNeedsNoList() throws Exception {
    assertThat(read("{'id': 'a', 'mountpoint': '/a'}").of(Path.of("/a/x")))
        .containsEntry("id", "a");
  }

  @Test
  void aFileBelowNoMountpointHasNothingNoted() throws Exception {
    MountPoints mountPoints = read("{'id': 'a', 'mountpoint': '/a'}");

    assertThat(mountPoints.of(Path.of("/ab/x"))).isEmpty();
    assertThat(MountPoints.of(new MountPointsProperties(null)).of(Path.of("/a/x"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id': 'a'}",
        "{'id': 1, 'mountpoint': '/a'}",
        "{'id': 'a', 'mountpoint': '/a', 'more': 1}",
        "['a']",
        "'a'",
        "{",
        ""
      })
  void whatIsNoMountpointStopsTheStart(String json) {
    assertThatIllegalStateException()
        .isThrownBy(() -> read(json))
        .withMessageContaining("is not valid and it can not be used: ");
  }

  @Test
  void aFileThatIsNotThereStopsTheStart() {
    assertThatIllegalStateException()
        .isThrownBy(() -> MountPoints.of(new MountPointsProperties(directory.resolve("missing"))))
        .withMessageContaining("could not be accessed");
  }

  private MountPoints read(String json) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("metadata.json"),
            json.replace('\'', '"').replace("DIR", directory.toString()));
    return MountPoints.of(new MountPointsProperties(file));
  }
}
