package io.glance.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleFilesTest {
  @TempDir Path directory;

  @Test
  void samplesNameOnlyOptionsThatAreHonoured() throws Exception {
    OptionCatalogue catalogue = OptionCatalogue.load();

    for (Path file : SampleFiles.in(Path.of("../etc"))) {
      assertThat(SampleFiles.idleOptions(file, catalogue)).as(file.toString()).isEmpty();
    }
  }

  @Test
  void misspeltAndPendingOptionsOfASampleAreFound() throws Exception {
    Path file = directory.resolve("glance-api.conf");
    Files.writeString(
        file, "[DEFAULT]\n# prose = no option\n#bind_prt = 1\nbind_port = 2\nuse_syslog = true\n");

    assertThat(SampleFiles.idleOptions(file, OptionCatalogue.load()))
        .containsExactly(
            new OptionName("DEFAULT", "bind_prt"), new OptionName("DEFAULT", "use_syslog"));
  }
}
