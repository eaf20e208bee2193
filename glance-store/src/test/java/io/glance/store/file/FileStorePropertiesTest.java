package io.glance.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class FileStorePropertiesTest {
  private static final String PREFIX = "oslo.glance-store.filesystem-";

  @Test
  void defaultsAreTheOriginals() {
    FileStoreProperties options = bind(Map.of());

    assertThat(options.directories())
        .containsExactly(new DataDirectory(Path.of("/var/lib/glance/images"), 0));
    assertThat(options.mode()).isZero();
    assertThat(options.chunkBytes()).isEqualTo(65536);
    assertThat(options.filesystemThinProvisioning()).isFalse();
  }

  @Test
  void everyOptionIsRead() {
    FileStoreProperties options =
        bind(
            Map.of(
                PREFIX + "store-datadir", "/srv/images",
                PREFIX + "store-file-perm", "640",
                PREFIX + "store-chunk-size", "131072",
                PREFIX + "thin-provisioning", "true"));

    assertThat(options.directories()).containsExactly(new DataDirectory(Path.of("/srv/images"), 0));
    assertThat(options.mode()).isEqualTo(0640);
    assertThat(options.chunkBytes()).isEqualTo(131072);
    assertThat(options.filesystemThinProvisioning()).isTrue();
  }

  @Test
  void severalDirectoriesAreRead() {
    FileStoreProperties options =
        bind(
            Map.of(
                PREFIX + "store-datadirs[0]", "/a:10",
                PREFIX + "store-datadirs[1]", " /b ",
                PREFIX + "store-datadirs[2]", "/c:",
                PREFIX + "store-datadirs[3]", "/d:x:-5",
                PREFIX + "store-datadir", ""));

    assertThat(options.directories())
        .containsExactly(
            new DataDirectory(Path.of("/a"), 10),
            new DataDirectory(Path.of("/b"), 0),
            new DataDirectory(Path.of("/c"), 0),
            new DataDirectory(Path.of("/d:x"), -5));
  }

  @ParameterizedTest
  @ValueSource(strings = {":5", "/a:high", "/a:1.5", "", "  "})
  void aDirectoryNeedsAPathAndAWholePriority(String option) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> several(List.of("/ok", option)))
        .withMessageContaining("filesystem_store_datadirs has '%s'".formatted(option));
  }

  @Test
  void aDirectoryHasOnePriority() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> several(List.of("/a:1", "/b", "/a/:2")))
        .withMessage(
            "Directory /a specified multiple times in filesystem_store_datadirs option of filesystem configuration");
  }

  @Test
  void aDirectoryNamedTwiceAlikeCountsOnce() {
    assertThat(several(List.of("/a:1", "/a:1", "/b")).directories()).hasSize(2);
  }

  @Test
  void oneDirectoryAndSeveralExcludeEachOther() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new FileStoreProperties("/a", List.of("/b"), 0, DataSize.ofKilobytes(64), false))
        .withMessage(
            "Specify either 'filesystem_store_datadir' or 'filesystem_store_datadirs' option");
  }

  @Test
  void noDirectoryIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new FileStoreProperties("", List.of(), 0, DataSize.ofKilobytes(64), false))
        .withMessage(
            "Specify at least 'filesystem_store_datadir' or 'filesystem_store_datadirs' option");
  }

  @ParameterizedTest
  @CsvSource({"40", "640000", "8", "778", "1777"})
  void nonsenseModesAreRefused(int mode) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new FileStoreProperties("/a", List.of(), mode, DataSize.ofKilobytes(64), false))
        .withMessageContaining("Invalid 'filesystem_store_file_perm' option");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "2GB", "many"})
  void nonsenseChunkSizesAreRefused(String size) {
    assertThatThrownBy(() -> bind(Map.of(PREFIX + "store-chunk-size", size)))
        .hasStackTraceContaining("chunk");
  }

  private static FileStoreProperties several(List<String> datadirs) {
    return new FileStoreProperties(null, datadirs, 0, DataSize.ofKilobytes(64), false);
  }

  private static FileStoreProperties bind(Map<String, String> options) {
    return new Binder(new MapConfigurationPropertySource(options))
        .bindOrCreate("oslo.glance-store", FileStoreProperties.class);
  }
}
