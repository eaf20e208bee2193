package io.glance.api.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is read from an OVF, and what is not. */
class OvfDescriptionTest {
  private static final Set<String> NAMES = Set.of("InstructionSet", "ProcessorArchitecture");

  private static OvfDescription read(String xml) throws ImportFailure {
    return OvfDescription.read(
        new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), NAMES);
  }

  @Test
  void diskAndWantedPropertiesAreRead() throws Exception {
    OvfDescription found = read(Steps.ovf("disk.vmdk"));

    assertThat(found.diskFile()).isEqualTo("disk.vmdk");
    assertThat(found.properties())
        .isEqualTo(
            Map.of("cim_pasd_InstructionSet", "DMTF:x86:64", "cim_pasd_ProcessorArchitecture", ""));
  }

  @Test
  void severalDisksAreRefused() {
    String two =
        Steps.ovf("d")
            .replace("</ovf:DiskSection>", "<ovf:Disk ovf:fileRef='x'/></ovf:DiskSection>");

    assertThatThrownBy(() -> read(two))
        .isInstanceOf(ImportFailure.class)
        .hasMessage("Currently, OVA packages containing multiple disk are not supported.");
  }

  @Test
  void noDiskIsRefused() {
    assertThatThrownBy(() -> read(Steps.ovf("d").replace("fileRef", "other")))
        .isInstanceOf(ImportFailure.class);
    assertThatThrownBy(() -> read("<x/>")).isInstanceOf(ImportFailure.class);
  }

  @Test
  void documentTypesAndEntitiesAreRefused() {
    String body = Steps.ovf("d").substring(Steps.ovf("d").indexOf('\n'));
    for (String type :
        new String[] {
          "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>",
          "<!DOCTYPE x SYSTEM 'file:///etc/passwd'>",
          "<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
        }) {
      assertThatThrownBy(() -> read(type + body.replace("DMTF:x86:64", "&a;")))
          .isInstanceOf(ImportFailure.class);
      assertThatThrownBy(() -> read(type + body)).isInstanceOf(ImportFailure.class);
    }
  }

  @Test
  void brokenAndVeryDeepOnesAreRefused() {
    assertThatThrownBy(() -> read("<x>")).isInstanceOf(ImportFailure.class);
    assertThatThrownBy(() -> read("<x>".repeat(100_000))).isInstanceOf(ImportFailure.class);
    assertThatThrownBy(() -> read("")).isInstanceOf(ImportFailure.class);
  }
}
