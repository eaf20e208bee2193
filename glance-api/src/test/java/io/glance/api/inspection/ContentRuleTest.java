package io.glance.api.inspection;

import static io.glance.api.inspection.Disks.SIZE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentRuleTest {
  private static final String UNSAFE = "Image failed safety checks";
  private static final String INCOMPLETE = "Incomplete file cannot be safety checked";
  private static final byte[] QCOW2_WITH_BACKING_FILE = Disks.qcow2(3, 112, 0);

  private final ContentRule strict = Rules.of(true);
  private final ContentRule lenient = Rules.of(false);

  static Stream<Arguments> accepted() {
    return Stream.of(
        arguments("raw", Disks.raw(10), 10L),
        arguments("raw", new byte[0], null),
        arguments("raw", Disks.gpt(), 64L << 10),
        arguments("raw", Disks.qcow2(), 256L << 10),
        arguments("raw", Disks.bootableIso(), 100L << 10),
        arguments("qcow2", Disks.qcow2(), SIZE),
        arguments("vhd", Disks.vhd(), SIZE),
        arguments("vhdx", Disks.vhdx(), SIZE),
        arguments("vmdk", Disks.vmdk(), SIZE),
        arguments("vmdk", Disks.streamedVmdk(), SIZE),
        arguments("vdi", Disks.vdi(), SIZE),
        arguments("iso", Disks.iso(), SIZE),
        arguments("iso", Disks.bootableIso(), SIZE),
        arguments("gpt", Disks.gpt(), 64L << 10),
        arguments("luks", Disks.luks(1), 60L << 10),
        arguments("ami", Disks.raw(10), null),
        arguments("ploop", new byte[0], null));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void dataThatAreWhatTheyAreSaidToBeAreAccepted(String declared, byte[] data, Long virtualSize)
      throws IOException {
    assertThat(judge(strict, declared, data)).isEqualTo(Verdict.accepted(virtualSize));
    assertThat(judge(lenient, declared, data)).isEqualTo(Verdict.accepted(virtualSize));
  }

  static Stream<Arguments> mismatches() {
    byte[] qcow2AndIso = Disks.iso();
    System.arraycopy(Disks.qcow2(), 0, qcow2AndIso, 0, 512);
    return Stream.of(
        arguments("qcow2", Disks.raw(10), mismatch("qcow2", "raw")),
        arguments("qcow2", new byte[0], mismatch("qcow2", "raw")),
        arguments("qcow2", Arrays.copyOf(Disks.qcow2(2, 0, 0), 511), mismatch("qcow2", "raw")),
        arguments("vmdk", Disks.qcow2(), mismatch("vmdk", "qcow2")),
        arguments("iso", Disks.gpt(), mismatch("iso", "gpt")),
        arguments("ami", Disks.qcow2(), mismatch("ami", "qcow2")),
        arguments("gpt", Disks.bootableIso(), mismatch("gpt", "iso")),
        arguments("vhdx", Disks.vhd(), mismatch("vhdx", "vhd")),
        arguments("raw", qcow2AndIso, "Multiple formats detected: qcow2,iso"),
        arguments("qcow2", qcow2AndIso, "Multiple formats detected: qcow2,iso"),
        arguments("raw", Arrays.copyOf(Disks.qcow2(2, 0, 0), 100), INCOMPLETE),
        arguments("ami", Arrays.copyOf(Disks.qcow2(2, 0, 0), 100), INCOMPLETE),
        arguments("raw", Arrays.copyOf(Disks.vhd(), 100), INCOMPLETE),
        arguments("vhd", Arrays.copyOf(Disks.vhd(), 100), INCOMPLETE));
  }

  @ParameterizedTest
  @MethodSource("mismatches")
  void mismatchIsRefusedUnlessItIsTolerated(String declared, byte[] data, String refusal)
      throws IOException {
    assertThat(judge(strict, declared, data)).isEqualTo(Verdict.refused(refusal));
    assertThat(judge(lenient, declared, data).refusal()).isNull();
  }

  static Stream<byte[]> unsafe() {
    return Stream.of(
        QCOW2_WITH_BACKING_FILE,
        Disks.qcow2(3, 0, 4),
        Disks.qed(),
        Disks.luks(2),
        Disks.mbr(512),
        Disks.vmdk(Disks.descriptor("monolithicFlat", "RW 1 FLAT \"/etc/passwd\" 0")),
        Disks.latin1(Disks.descriptor("monolithicFlat", "RW 1 FLAT \"/etc/passwd\" 0")));
  }

  @ParameterizedTest
  @MethodSource("unsafe")
  void unsafeDataAreRefusedWhateverTheyAreSaidToBe(byte[] data) throws IOException {
    String format = FormatInspection.of(new ByteArrayInputStream(data)).matches().get(0).format();

    assertThat(judge(strict, format, data)).isEqualTo(Verdict.refused(UNSAFE));
    assertThat(judge(strict, "raw", data)).isEqualTo(Verdict.refused(UNSAFE));
    assertThat(judge(strict, "vhd", data)).isEqualTo(Verdict.refused(mismatch("vhd", format)));
    assertThat(judge(lenient, format, data)).isEqualTo(Verdict.refused(UNSAFE));
    assertThat(judge(lenient, "raw", data)).isEqualTo(Verdict.refused(UNSAFE));
    assertThat(judge(lenient, "vhd", data)).isEqualTo(Verdict.refused(UNSAFE));
  }

  @Test
  void toleratedDataAreSafeInAllTheirFormatsAlsoIfTheyEndInAHeader() throws IOException {
    byte[] both = Disks.iso();
    System.arraycopy(QCOW2_WITH_BACKING_FILE, 0, both, 0, 512);

    assertThat(judge(lenient, "iso", both)).isEqualTo(Verdict.refused(UNSAFE));
    assertThat(judge(lenient, "raw", Arrays.copyOf(QCOW2_WITH_BACKING_FILE, 90)))
        .isEqualTo(Verdict.refused(UNSAFE));
  }

  @Test
  void checksOfPartitionTablesMayBeForgiven() throws IOException {
    ContentRule forgiving = Rules.of(true, "mbr", "backing_file", "unheard");

    assertThat(judge(forgiving, "raw", Disks.mbr(512))).isEqualTo(Verdict.accepted(512L));
    assertThat(judge(forgiving, "gpt", Disks.mbr(512))).isEqualTo(Verdict.accepted(512L));
    assertThat(judge(forgiving, "qcow2", QCOW2_WITH_BACKING_FILE))
        .isEqualTo(Verdict.refused(UNSAFE));
  }

  @ParameterizedTest
  @CsvSource({"aki, true", "ari, true", "ami, false", "ploop, false"})
  void kernelsMayLookLikeDisksWithBrokenTablesWhereMismatchIsTolerated(
      String declared, boolean accepted) throws IOException {
    assertThat(judge(lenient, declared, Disks.mbr(512)).refusal() == null).isEqualTo(accepted);
    assertThat(judge(strict, declared, Disks.mbr(512)).refusal())
        .isEqualTo(mismatch(declared, "gpt"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vmdk", "vhdx"})
  void malformedDataAreHopelessOnlyAsWhatTheyAreSaidToBe(String format) {
    FormatInspection inspection = new FormatInspection();
    byte[] vhdx = new byte[256 * 1024];
    System.arraycopy(Disks.vhdx(), 0, vhdx, 0, 100);
    byte[] vmdk = Disks.vmdk();
    vmdk[4] = 9;
    byte[] data = format.equals("vhdx") ? vhdx : vmdk;

    inspection.take(data, 0, 511);
    assertThat(strict.isHopeless(format, inspection)).isFalse();
    inspection.take(data, 511, data.length - 511);

    assertThat(strict.isHopeless(format, inspection)).isTrue();
    assertThat(strict.isHopeless("raw", inspection)).isFalse();
    assertThat(lenient.isHopeless(format, inspection)).isFalse();
    assertThat(strict.judge(format, inspection.end()).refusal()).isNotNull();
  }

  private static Verdict judge(ContentRule rule, String declared, byte[] data) throws IOException {
    return rule.judge(declared, FormatInspection.of(new ByteArrayInputStream(data)));
  }

  private static String mismatch(String declared, String detected) {
    return "Image disk_format %s does not match stream data %s".formatted(declared, detected);
  }
}
