package io.glance.api.inspection;

import static io.glance.api.inspection.Disks.SIZE;
import static io.glance.api.inspection.Disks.latin1;
import static io.glance.api.inspection.Disks.withPartition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.glance.api.inspection.Disks.Partition;
import io.glance.api.inspection.Findings.Match;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Crafted data; those that QEMU writes are in {@link QemuImagesTest}. */
class FormatInspectionTest {

  static Stream<Arguments> formats() {
    return Stream.of(
        arguments("raw", Disks.raw(1000), 1000L),
        arguments("raw", new byte[100_000], 100_000L),
        arguments("raw", new byte[0], null),
        arguments("qcow2", Disks.qcow2(), SIZE),
        arguments("qcow2", Disks.qcow2(2, 0, 0), SIZE),
        arguments("vhd", Disks.vhd(), SIZE),
        arguments("vhdx", Disks.vhdx(), SIZE),
        arguments("vhdx", Disks.vhdx(256 * 1024, 60_000, 8), SIZE),
        arguments("vhdx", Disks.vhdx(256 * 1024, 65_532, 8), SIZE),
        arguments("vmdk", Disks.vmdk(), SIZE),
        arguments("vmdk", Disks.streamedVmdk(), SIZE),
        arguments("vdi", Disks.vdi(), SIZE),
        arguments("iso", Disks.iso(), SIZE),
        arguments("iso", Disks.bootableIso(), SIZE),
        arguments("gpt", Disks.gpt(), 64L << 10),
        arguments("luks", Disks.luks(1), (64L << 10) - 8 * 512));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void formatAndSizeAreFoundHoweverTheDataComeIn(String format, byte[] data, Long virtualSize)
      throws IOException {
    List<Integer> pieces = List.of(1, 7, 511, 512, 513, 4096, 65_536, 1_000_003);

    for (int piece : pieces) {
      Match found = detected(inPieces(data, piece));
      assertThat(found)
          .as("in pieces of %d", piece)
          .isEqualTo(new Match(format, virtualSize, true, null, Set.of()));
    }
  }

  @ParameterizedTest
  @MethodSource({"formats", "unsafe"})
  void fileIsJudgedAsItsBytesAreAlthoughFewAreRead(
      String format, byte[] data, Object ignored, @TempDir Path directory) throws IOException {
    Path file = Files.write(directory.resolve(format), data);

    assertThat(FormatInspection.of(file))
        .isEqualTo(FormatInspection.of(new ByteArrayInputStream(data)));
  }

  static Stream<Arguments> unsafe() {
    return Stream.of(
        arguments("qcow2", Disks.qcow2(3, 112, 0), "backing_file"),
        arguments("qcow2", Disks.qcow2(2, 112, 0), "backing_file"),
        arguments("qcow2", Disks.qcow2(3, 0, 4), "data_file"),
        arguments("qcow2", Disks.qcow2(2, 0, 4), "data_file"),
        arguments("qcow2", Disks.qcow2(3, 0, 16), "unknown_features"),
        arguments("qcow2", Disks.qcow2(3, 0, Long.MIN_VALUE), "unknown_features"),
        arguments("qcow2", Disks.qcow2(1, 0, 0), "unknown_features"),
        arguments("qcow2", Disks.qcow2(4, 0, 0), "unknown_features"),
        arguments("qed", Disks.qed(), "banned"),
        arguments("luks", Disks.luks(2), "version"),
        arguments("gpt", Disks.mbr(512), "mbr"),
        arguments("gpt", withPartition(Disks.mbr(512), 0, new Partition(0x7f, 0, 0x83, 1)), "mbr"),
        arguments(
            "gpt", withPartition(Disks.mbr(512), 0, new Partition(0, 0x010200, 0xee, 1)), "mbr"),
        arguments(
            "gpt", withPartition(Disks.mbr(512), 0, new Partition(0, 0x000200, 0xee, 2)), "mbr"),
        arguments("gpt", withPartition(Disks.mbr(512), 1, Disks.PROTECTIVE), "mbr"),
        arguments("gpt", withPartition(Disks.gpt(), 2, new Partition(0x80, 0, 0x83, 64)), "mbr"));
  }

  @ParameterizedTest
  @MethodSource("unsafe")
  void whatIsUnsafeFailsItsCheck(String format, byte[] data, String check) throws IOException {
    Match found = detected(inPieces(data, 1000));

    assertThat(found.format()).isEqualTo(format);
    assertThat(found.failedChecks()).containsExactly(check);
  }

  @Test
  void partitionsWithoutGptAreSafe() throws IOException {
    byte[] disk = withPartition(Disks.mbr(4096), 3, new Partition(0x80, 0x202100, 0x83, 2048));

    Match found = detected(inPieces(disk, 4096));

    assertThat(found).isEqualTo(new Match("gpt", 4096L, true, null, Set.of()));
  }

  @Test
  void fatFileSystemIsNoPartitionTable() throws IOException {
    byte[] fat = Disks.mbr(4096);
    fat[0x10] = 2;
    fat[0x15] = (byte) 0xf8;

    assertThat(detected(inPieces(fat, 4096)).format()).isEqualTo("raw");
  }

  @Test
  void severalFormatsAreNoneUnlessAnIsoCanBeBooted() throws IOException {
    byte[] both = Disks.iso();
    System.arraycopy(Disks.qcow2(), 0, both, 0, 512);
    byte[] three = Disks.bootableIso();
    System.arraycopy(Disks.qcow2(), 0, three, 0, 104);

    assertThat(inPieces(both, 4096).detected()).isEmpty();
    assertThat(inPieces(both, 4096).matches()).extracting(Match::format).contains("qcow2", "iso");
    assertThat(inPieces(three, 4096).detected()).isEmpty();
    assertThat(inPieces(three, 4096).matches()).hasSize(3);
  }

  @Test
  void isoWithoutPrimaryVolumeHasNoSize() throws IOException {
    byte[] udf = Disks.iso();
    udf[32 * 1024] = 0;
    System.arraycopy(latin1("NSR03"), 0, udf, 32 * 1024 + 1, 5);

    Match found = detected(inPieces(udf, 4096));

    assertThat(found.format()).isEqualTo("iso");
    assertThat(found.virtualSize()).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 4, 71, 72, 100, 511})
  void qcow2ThatEndsInItsHeaderIsRawButMarked(int length) throws IOException {
    byte[] data = Arrays.copyOf(Disks.qcow2(3, 72, 0), length);

    Findings found = inPieces(data, 50);

    assertThat(found.detected().orElseThrow().format()).isEqualTo("raw");
    if (length < 4) {
      assertThat(found.cutOff()).isNull();
      return;
    }
    assertThat(found.cutOff()).isNotNull();
    assertThat(found.cutOff().format()).isEqualTo("qcow2");
  }

  @Test
  void checksOfDataThatEndInTheirHeaderTakeTheRestForZeros() throws IOException {
    Findings found = inPieces(Arrays.copyOf(Disks.qcow2(2, 72, 0), 90), 90);

    assertThat(found.cutOff()).isNotNull();
    assertThat(found.cutOff().failedChecks()).containsExactly("backing_file");
  }

  static Stream<Arguments> cutShort() {
    return Stream.of(
        arguments("vhd", Arrays.copyOf(Disks.vhd(), 100)),
        arguments("luks", Arrays.copyOf(Disks.luks(1), 100)),
        arguments("luks", Arrays.copyOf(Disks.luks(1), 591)),
        arguments("vhdx", Arrays.copyOf(Disks.vhdx(), 100)),
        arguments("vhdx", Arrays.copyOf(Disks.vhdx(), 256 * 1024 - 1)),
        arguments("vhdx", Arrays.copyOf(Disks.vhdx(), 300 * 1024)),
        arguments("vhdx", Disks.vhdx(-5, 0, 8)),
        arguments("vhdx", Disks.vhdx(Long.MAX_VALUE, 0, 8)),
        arguments("vhdx", Disks.vhdx(0x30000, 0, 8)),
        arguments("vhdx", Disks.vhdx(256 * 1024, -1, 8)),
        arguments("vmdk", Arrays.copyOf(Disks.vmdk(), 30)),
        arguments("vmdk", Arrays.copyOf(Disks.vmdk(), 600)),
        arguments("vmdk", Arrays.copyOf(Disks.streamedVmdk(), 1500)));
  }

  @ParameterizedTest
  @MethodSource("cutShort")
  void matchingDataThatLackAPartAreIncomplete(String format, byte[] data) throws IOException {
    for (int piece : List.of(1, 1000, 1 << 20)) {
      Match found = detected(inPieces(data, piece));

      assertThat(found.format()).isEqualTo(format);
      assertThat(found.complete()).as("in pieces of %d", piece).isFalse();
      assertThat(found.virtualSize()).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "196608, 0, 'Region signature not found at 30000'",
    "196616, -1, 'Region count is 4294967295 (limit 2047)'",
    "196616, 2048, 'Region count is 2048 (limit 2047)'",
    "262144, 0, 'Invalid signature for metadata region'",
    "262152, -1, 'Metadata item count is 65535 (limit 2047)'",
    "262196, 4, 'Image format inspection failed'",
  })
  void vhdxThatCannotBeReadSaysWhy(int at, int value, String error) throws IOException {
    byte[] data = Disks.vhdx();
    ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
    FormatInspection inspection = new FormatInspection();

    inspection.take(data, 0, data.length);

    assertThat(inspection.isMalformed("vhdx")).isTrue();
    assertThat(inspection.isMalformed("raw")).isFalse();
    assertThat(inspection.end().detected().orElseThrow().error()).isEqualTo(error);
  }

  @Test
  void diskLargerThanAnyCanBeIsAnError() throws IOException {
    byte[] qcow2 = Disks.qcow2();
    qcow2[24] = (byte) 0x80;
    byte[] vmdk = Disks.vmdk();
    vmdk[12 + 7] = 1;

    for (byte[] data : List.of(qcow2, vmdk)) {
      Match found = detected(inPieces(data, 4096));
      assertThat(found.virtualSize()).isNull();
      assertThat(found.error()).isEqualTo("Image format inspection failed");
    }
  }

  @Test
  void payloadBehindTheEndOfLuksLeavesNoSize() throws IOException {
    byte[] luks = Arrays.copyOf(Disks.luks(1), 4096);

    assertThat(detected(inPieces(luks, 4096)).virtualSize()).isNull();
  }

  private static Match detected(Findings found) {
    return found.detected().orElseThrow();
  }

  static Findings inPieces(byte[] data, int piece) {
    FormatInspection inspection = new FormatInspection();
    byte[] buffer = new byte[piece + 3];
    for (int at = 0; at < data.length; at += piece) {
      int length = Math.min(piece, data.length - at);
      System.arraycopy(data, at, buffer, 3, length);
      inspection.take(buffer, 3, length);
      Arrays.fill(buffer, (byte) 0x55);
    }
    return inspection.end();
  }
}
