package io.glance.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigSearchTest {
  @TempDir Path root;

  @Test
  void nothingIsReadWhereThereIsNothing() {
    assertThat(found("glance-api")).isEmpty();
  }

  @Test
  void commonFileComesBeforeTheProgramsAndDirectoriesFollow() {
    create("etc/glance/glance.conf.d/x.conf", "etc/glance/glance-api.conf.d/b.conf");
    create("etc/glance/glance-api.conf.d/a.conf", "etc/glance/glance-api.conf.d/notes.txt");
    create("etc/glance/glance-api.conf.d/.hidden.conf");
    create("etc/glance/glance-api.conf", "etc/glance/glance.conf");

    assertThat(found("glance-api"))
        .containsExactly(
            "etc/glance/glance.conf",
            "etc/glance/glance-api.conf",
            "etc/glance/glance.conf.d/x.conf",
            "etc/glance/glance-api.conf.d/a.conf",
            "etc/glance/glance-api.conf.d/b.conf");
  }

  @Test
  void firstPlaceThatHasAFileWins() {
    create("home/.glance/glance-api.conf", "home/glance.conf", "etc/glance.conf");
    create("etc/glance/glance.conf", "etc/glance/glance-api.conf");

    assertThat(found("glance-api"))
        .containsExactly("home/glance.conf", "home/.glance/glance-api.conf");
  }

  @Test
  void importFileBesideTheApisIsReadBeforeIt() {
    create("etc/glance/glance-image-import.conf", "etc/glance/glance-api.conf");
    create("etc/glance/glance-registry.conf");

    assertThat(found("glance-api"))
        .containsExactly("etc/glance/glance-image-import.conf", "etc/glance/glance-api.conf");
    assertThat(found("glance-registry")).containsExactly("etc/glance/glance-registry.conf");
  }

  @Test
  void configurationDirectoryOfTheEnvironmentReplacesTheSearch() {
    create("etc/glance/glance-api.conf", "other/glance-api.conf");
    create("other/glance-image-import.conf");

    assertThat(foundIn("other", "glance-api"))
        .containsExactly("other/glance-image-import.conf", "other/glance-api.conf");
    assertThat(foundIn("other", "glance-registry"))
        .containsExactly("other/glance-image-import.conf", "other/glance-api.conf");
  }

  @Test
  void configurationDirectoryOfTheEnvironmentMustHoldTheApisFile() {
    create("etc/glance/glance-api.conf");

    assertThat(foundIn("other", "glance-api")).containsExactly("other/glance-api.conf");
  }

  @Test
  void registryWithoutAFileReadsTheApis() {
    create("etc/glance/glance-api.conf", "etc/glance/glance-api.conf.d/a.conf");

    assertThat(found("glance-registry"))
        .containsExactly("etc/glance/glance-api.conf", "etc/glance/glance-api.conf.d/a.conf");
  }

  @Test
  void managementCommandReadsTheApisFilesFirst() {
    create("etc/glance/glance.conf", "etc/glance/glance-api.conf");
    create("etc/glance/glance-manage.conf");

    assertThat(found("glance-manage"))
        .containsExactly(
            "etc/glance/glance.conf",
            "etc/glance/glance-api.conf",
            "etc/glance/glance-manage.conf");
  }

  @Test
  void argumentsAreReadInTheirOrder() {
    create("etc/glance/glance-api.conf", "a.conf", "b.conf", "d/2.conf", "d/1.conf");

    assertThat(
            found(
                "glance-api",
                "--config-file",
                path("b.conf"),
                "--config-dir=" + path("d"),
                "--config-file=" + path("a.conf")))
        .containsExactly("b.conf", "d/1.conf", "d/2.conf", "a.conf");
  }

  @Test
  void directoryArgumentKeepsTheDefaultFiles() {
    create("etc/glance/glance-api.conf", "etc/glance/glance-api.conf.d/x.conf", "d/1.conf");

    assertThat(found("glance-api", "--config-dir", path("d")))
        .containsExactly("etc/glance/glance-api.conf", "d/1.conf");
  }

  @Test
  void fileArgumentKeepsTheDefaultDirectories() {
    create("etc/glance/glance-api.conf", "etc/glance/glance-api.conf.d/x.conf", "a.conf");

    assertThat(found("glance-api", "--config-file", path("a.conf")))
        .containsExactly("etc/glance/glance-api.conf.d/x.conf", "a.conf");
  }

  @Test
  void tildeIsTheHomeDirectory() {
    create("home/mine.conf");

    assertThat(found("glance-api", "--config-file", "~/mine.conf"))
        .containsExactly("home/mine.conf");
  }

  @Test
  void directoryThatIsMissingIsRefused() {
    assertThatThrownBy(() -> found("glance-api", "--config-dir", path("none")))
        .isInstanceOf(InvalidConfigFile.class)
        .hasMessage(root.resolve("none") + ": there is no such configuration directory");
  }

  @Test
  void fileThatIsMissingIsRefused() {
    ConfigSearch search = search();

    assertThatThrownBy(
            () -> OsloEnvironment.load("glance-api", search, "--config-file", path("none")))
        .isInstanceOf(InvalidConfigFile.class)
        .hasMessage(root.resolve("none") + ": there is no such configuration file");
  }

  @Test
  void whatGoesWithTheFilesIsSearchedBesideThemBeforeTheUsualPlaces() {
    create("a/1.conf", "b/2.conf", "d/3.conf", "etc/glance/glance-api.conf");

    assertThat(
            searched(
                Map.of(),
                "--config-file",
                path("a/1.conf"),
                "--config-dir=" + path("d"),
                "--config-file=" + path("b/2.conf")))
        .containsExactly("d", "b", "a", "home/.glance", "home", "etc/glance", "etc");
  }

  @Test
  void whatGoesWithDefaultFilesIsSearchedBesideThemFirst() {
    create("etc/glance/glance-api.conf", "etc/glance.conf", "etc/glance/glance-api.conf.d/x.conf");

    assertThat(searched(Map.of())).containsExactly("etc/glance", "etc", "home/.glance", "home");
    assertThat(searched(Map.of("OS_GLANCE_CONFIG_DIR", path("other"))))
        .containsExactly("other", "home/.glance", "home", "etc/glance", "etc");
  }

  private List<String> searched(Map<String, String> variables, String... arguments) {
    ConfigSearch search = new ConfigSearch(root.resolve("home"), root.resolve("etc"), variables);
    return relative(search.directories("glance-api", CommandLine.parse(List.of(arguments))));
  }

  private List<String> found(String program, String... arguments) {
    return relative(search().files(program, CommandLine.parse(List.of(arguments))));
  }

  private List<String> foundIn(String directory, String program) {
    Map<String, String> variables = Map.of("OS_GLANCE_CONFIG_DIR", path(directory));
    ConfigSearch search = new ConfigSearch(root.resolve("home"), root.resolve("etc"), variables);
    return relative(search.files(program, CommandLine.parse(List.of())));
  }

  private ConfigSearch search() {
    return new ConfigSearch(root.resolve("home"), root.resolve("etc"), Map.of());
  }

  private List<String> relative(List<Path> files) {
    return files.stream().map(file -> root.relativize(file).toString()).toList();
  }

  private String path(String relative) {
    return root.resolve(relative).toString();
  }

  private void create(String... files) {
    for (String file : files) {
      try {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), "[DEFAULT]\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
