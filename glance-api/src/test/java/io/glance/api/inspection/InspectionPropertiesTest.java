package io.glance.api.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.config.ConfigSearch;
import io.glance.common.config.OsloEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectionPropertiesTest {
  @TempDir private Path directory;

  @Test
  void everythingIsStrictUnlessSaid() throws Exception {
    assertThat(bind(""))
        .isEqualTo(
            new InspectionProperties(
                true, List.of(), List.of("streamOptimized", "monolithicSparse")));
  }

  @Test
  void whatAnOperatorWritesCounts() throws Exception {
    InspectionProperties options =
        bind(
            "require_image_format_match = False\ngpt_safety_checks_nonfatal = mbr, gptmbr\nvmdk_allowed_types = x\n");

    assertThat(options)
        .isEqualTo(new InspectionProperties(false, List.of("mbr", "gptmbr"), List.of("x")));
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> new InspectionProperties(true, List.of(" "), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("gpt_safety_checks_nonfatal names ' ', but a check has a name");
  }

  private InspectionProperties bind(String options) throws Exception {
    Path file = Files.writeString(directory.resolve("x.conf"), "[image_format]\n" + options);
    return OsloEnvironment.load(
            "glance-api",
            new ConfigSearch(directory, directory, Map.of()),
            "--config-file",
            file.toString())
        .bind("image_format", InspectionProperties.class);
  }
}
