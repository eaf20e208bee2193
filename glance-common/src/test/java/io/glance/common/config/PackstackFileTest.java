package io.glance.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file as an installer writes it is accepted unchanged. */
class PackstackFileTest {
  @TempDir Path nowhere;

  @Test
  void everyOptionIsHonouredOrNamedInExactlyOneWarning() throws Exception {
    OsloEnvironment environment = load();

    OptionCatalogue catalogue = OptionCatalogue.load();
    List<String> warned =
        environment.warnings().stream().map(ConfigWarning::what).sorted().toList();
    List<String> expected =
        environment.files().getFirst().options().stream()
            .filter(option -> !isHonoured(catalogue, option))
            .map(OptionName::toString)
            .sorted()
            .toList();
    assertThat(environment.files().getFirst().options()).hasSizeGreaterThan(30);
    assertThat(warned).isEqualTo(expected);
    assertThat(environment.warnings())
        .noneMatch(warning -> warning.advice().contains("unknown"))
        .noneMatch(warning -> warning.toString().contains("s3cret"));
  }

  private OsloEnvironment load() throws URISyntaxException {
    Path file =
        Path.of(PackstackFileTest.class.getResource("/config/packstack-glance-api.conf").toURI());
    ConfigSearch search = new ConfigSearch(nowhere, nowhere, Map.of());
    return OsloEnvironment.load("glance-api", search, "--config-file", file.toString());
  }

  private static boolean isHonoured(OptionCatalogue catalogue, OptionName option) {
    return catalogue
        .find(option)
        .map(known -> known.status() == OptionStatus.HONOURED)
        .orElse(false);
  }
}
