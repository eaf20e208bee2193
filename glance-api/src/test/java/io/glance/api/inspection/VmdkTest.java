package io.glance.api.inspection;

import static io.glance.api.inspection.Disks.descriptor;
import static io.glance.api.inspection.Disks.latin1;
import static org.assertj.core.api.Assertions.assertThat;

import io.glance.api.inspection.Findings.Match;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VmdkTest {
  private static final String EXTENT = "RW 6144 SPARSE \"disk.vmdk\"";
  private static final String GOOD = descriptor("monolithicSparse", EXTENT);

  static Stream<String> unsafeDescriptors() {
    return Stream.of(
        "",
        "createType=\"monolithicSparse\"",
        descriptor("monolithicFlat", "RW 6144 FLAT \"disk-flat.vmdk\" 0"),
        descriptor("twoGbMaxExtentSparse", EXTENT),
        descriptor("vmfs", EXTENT),
        descriptor("", EXTENT),
        descriptor("monolithicSparse" + "x".repeat(60), EXTENT),
        descriptor("monolithicSparse", ""),
        descriptor("monolithicSparse", "RW 6144 FLAT \"/etc/passwd\" 0"),
        descriptor("monolithicSparse", EXTENT + "\nRDONLY 1 FLAT \"../x\" 0"),
        descriptor("monolithicSparse", EXTENT + "\nWO 1 FLAT \"x\" 0"),
        descriptor("monolithicSparse", EXTENT + "\nRW\t1 FLAT x"),
        descriptor("monolithicSparse", EXTENT + "\na b=c"),
        descriptor("monolithicSparse", EXTENT + "\n\u00e9=1"),
        descriptor("monolithicSparse", EXTENT + "\n# \u0080"),
        GOOD.replace("monolithicSparse\"", "monolithicSparse"),
        GOOD + "createType=\"monolithicFlat\"\n",
        "# createTypeXXmonolithicFlat\"\n" + GOOD,
        GOOD + "parentFileNameHint=\"/var/lib/glance/images/other\"\n",
        GOOD + "# parentFileNameHint=x\n");
  }

  @ParameterizedTest
  @MethodSource("unsafeDescriptors")
  void descriptorThatMayLeadElsewhereIsUnsafe(String descriptor) {
    Match found = inspect(Disks.vmdk(descriptor));

    assertThat(found.format()).isEqualTo("vmdk");
    assertThat(found.failedChecks()).containsExactly("descriptor");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RW", "RDONLY", "NOACCESS", "rw"})
  void descriptorOfOneFileIsSafeWhateverItsCaseAndEndsOfLine(String access) {
    String text = descriptor("MONOLITHICsparse", access + " 6144 SPARSE \"disk.vmdk\"");

    assertThat(inspect(Disks.vmdk(text)).failedChecks()).isEmpty();
    assertThat(inspect(Disks.vmdk(text.replace("\n", "\r\n"))).failedChecks()).isEmpty();
  }

  @Test
  void whatFollowsANulIsNoDescriptor() {
    assertThat(inspect(Disks.vmdk(GOOD + "\0RW 1 FLAT \"/etc/passwd\" 0")).failedChecks())
        .isEmpty();
    assertThat(inspect(Disks.vmdk("\0" + GOOD)).failedChecks()).containsExactly("descriptor");
  }

  @Test
  void descriptorThatDoesNotEndIsUnsafe() {
    byte[] data = Arrays.copyOf(Disks.vmdk(GOOD), 1 << 20);
    Arrays.fill(data, 512 + GOOD.length(), data.length, (byte) '\n');
    Arrays.fill(data, 36, 44, (byte) 0xff);

    assertThat(inspect(data).failedChecks()).containsExactly("descriptor");
  }

  @ParameterizedTest
  @CsvSource({"4, 0", "4, 4", "28, 0", "28, 2", "35, 128"})
  void headerOfAnotherVersionOrPlaceIsKnownToBeBadAtOnce(int at, int value) {
    byte[] data = Disks.vmdk();
    data[at] = (byte) value;
    FormatInspection inspection = new FormatInspection();

    inspection.take(data, 0, 512);

    assertThat(inspection.isMalformed("vmdk")).isTrue();
    assertThat(inspection.end().detected().orElseThrow().failedChecks())
        .containsExactly("descriptor");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        512, 516, 512 + 12, 512 + 28, 512 + 36, 512 + 43, 8, 12, 13, 16, 511, 1024, 1032, 1036, 1535
      })
  void footerThatDiffersFromTheHeaderIsUnsafe(int at) {
    byte[] data = Disks.streamedVmdk();
    data[data.length - 1536 + at] ^= 1;

    assertThat(inspect(data).failedChecks()).containsExactly("footer");
  }

  @Test
  void footerThatPointsToAnotherFooterIsUnsafe() {
    byte[] data = Disks.streamedVmdk();
    Arrays.fill(data, data.length - 1024 + 56, data.length - 1024 + 64, (byte) 0xff);

    assertThat(inspect(data).failedChecks()).containsExactly("footer");
  }

  @Test
  void bytesBehindTheFooterMakeItUnsafe() {
    byte[] data = Disks.streamedVmdk();

    assertThat(inspect(Arrays.copyOf(data, data.length + 512)).failedChecks())
        .containsExactly("footer");
  }

  static Stream<byte[]> descriptorsAlone() {
    String flat = descriptor("monolithicFlat", "RW 8 FLAT \"/etc/passwd\" 0");
    return Stream.of(
        latin1(flat),
        latin1(flat + "\0\u00ff".repeat(2000)),
        latin1("#\u00ff\0\n" + flat),
        latin1("  \r\n \n" + flat.replace("\n", "\r\n")),
        latin1("#" + "x".repeat(400) + "\nversion=3\n" + "y\n".repeat(200_000) + flat),
        latin1("version=1\ncreateType=\"vmfs\"\nRW 1 VMFS \"a\"\n"),
        latin1("a".repeat(1000) + "CREATETYPE=\"x\""));
  }

  @ParameterizedTest
  @MethodSource("descriptorsAlone")
  void descriptorWithoutADiskIsAnUnsafeVmdk(byte[] data) {
    for (int piece : List.of(1, 600, 1 << 20)) {
      Findings found = FormatInspectionTest.inPieces(data, piece);

      assertThat(found.detected().orElseThrow().format()).isEqualTo("vmdk");
      assertThat(found.detected().orElseThrow().failedChecks()).containsExactly("descriptor");
    }
  }

  @Test
  void descriptorWithoutADiskThatPretendsToBeOneHasNoSize() {
    Match found = inspect(latin1(GOOD));

    assertThat(found.virtualSize()).isNull();
    assertThat(found.error()).isEqualTo("Image format inspection failed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#!/bin/sh\necho hello\n",
        "version=4\n",
        "version=1",
        "x\nversion=1\n",
        "\nversion=1\n"
      })
  void otherTextIsRaw(String text) {
    assertThat(inspect(latin1(text)).format()).isEqualTo("raw");
    assertThat(inspect(latin1(text + " ".repeat(2000) + "\u00e9")).format()).isEqualTo("raw");
  }

  private static Match inspect(byte[] data) {
    return FormatInspectionTest.inPieces(data, 1000).detected().orElseThrow();
  }
}
