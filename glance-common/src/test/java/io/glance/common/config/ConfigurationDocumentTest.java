package io.glance.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/configuration.md");

  @Test
  void documentIsTheCatalogue() throws Exception {
    String expected = ConfigurationDocument.text(OptionCatalogue.load());
    if (Boolean.getBoolean("glance.docs.write")) {
      Files.writeString(DOCUMENT, expected);
    }

    assertThat(DOCUMENT).content().isEqualTo(expected);
  }
}
