package io.glance.api.inspection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.glance.api.inspection.Findings.Match;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that {@code qemu-img} writes, and what it makes of ours. Skipped where it is missing. */
class QemuImagesTest {
  private static final long SIZE = 5 << 20;

  @TempDir private Path directory;

  @BeforeEach
  void needsQemu() {
    List<String> places = List.of("/usr/bin/qemu-img", "/usr/local/bin/qemu-img");
    assumeThat(places).as("qemu-img").anyMatch(place -> Files.isExecutable(Path.of(place)));
  }

  @ParameterizedTest
  @CsvSource({
    "qcow2, compat=1.1, qcow2",
    "qcow2, compat=0.10, qcow2",
    "qcow2, 'compat=1.1,lazy_refcounts=on,compression_type=zstd', qcow2",
    "vmdk, subformat=monolithicSparse, vmdk",
    "vmdk, subformat=streamOptimized, vmdk",
    "vhdx, subformat=dynamic, vhdx",
    "vhdx, subformat=fixed, vhdx",
    "vdi, static=off, vdi",
    "vdi, static=on, vdi",
    "vpc, 'subformat=dynamic,force_size=on', vhd",
  })
  void imagesOfQemuAreSafeAndHaveTheirSize(String driver, String options, String format)
      throws Exception {
    Path image = converted(driver, options);

    assertThat(inspect(image)).isEqualTo(new Match(format, SIZE, true, null, Set.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"monolithicFlat", "twoGbMaxExtentSparse", "twoGbMaxExtentFlat"})
  void imagesOfSeveralFilesAreUnsafe(String subformat) throws Exception {
    Path image = converted("vmdk", "subformat=" + subformat);

    assertThat(inspect(image).format()).isEqualTo("vmdk");
    assertThat(inspect(image).failedChecks()).containsExactly("descriptor");
  }

  @Test
  void fixedVhdLooksLikeARawDisk() throws Exception {
    Path image = converted("vpc", "subformat=fixed,force_size=on");

    assertThat(inspect(image).format()).isEqualTo("raw");
  }

  @Test
  void rawDiskIsRaw() throws Exception {
    assertThat(inspect(converted("raw", ""))).isEqualTo(Match.raw(SIZE));
  }

  @Test
  void qedIsUnsafe() throws Exception {
    assertThat(inspect(converted("qed", "")).failedChecks()).containsExactly("banned");
  }

  @Test
  void luksHasTheSizeOfItsPayload() throws Exception {
    Path image = directory.resolve("luks");
    qemuImg(
        List.of("create", "-f", "luks", "--object", "secret,id=s,data=x", "-o", "key-secret=s"),
        List.of("-o", "iter-time=10", image.toString(), String.valueOf(SIZE)));
    try (var file = Files.newByteChannel(image, StandardOpenOption.WRITE)) {
      file.position(file.size());
      file.write(ByteBuffer.allocate(512));
    }

    Match found = inspect(image);

    assertThat(found.format()).isEqualTo("luks");
    assertThat(found.failedChecks()).isEmpty();
    assertThat(found.complete()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "qcow2, compat=1.1, backing_file",
    "qcow2, compat=0.10, backing_file",
    "vmdk, subformat=monolithicSparse, descriptor"
  })
  void imageOnTopOfAnotherIsUnsafe(String driver, String options, String check) throws Exception {
    Path base = converted(driver, options);
    Path image = directory.resolve("top");
    qemuImg(
        List.of("create", "-f", driver, "-o", options, "-F", driver),
        List.of("-b", base.toString(), image.toString()));

    assertThat(inspect(image).failedChecks()).contains(check);
  }

  @Test
  void imageWithItsDataElsewhereIsUnsafe() throws Exception {
    Path image = directory.resolve("head");
    qemuImg(
        List.of("create", "-f", "qcow2", "-o", "data_file=" + directory.resolve("data")),
        List.of(image.toString(), "1M"));

    assertThat(inspect(image).failedChecks()).containsExactly("data_file");
  }

  @Test
  void imageWithLargeTableEntriesIsUnsafe() throws Exception {
    Path image = converted("qcow2", "extended_l2=on,cluster_size=128k");

    assertThat(inspect(image).failedChecks()).containsExactly("unknown_features");
  }

  @Test
  void whateverQemuOpensOtherFilesForIsUnsafeHoweverItIsHidden() throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "x".repeat(8192));
    String flat =
        Disks.descriptor("monolithicFlat", "RW 8 FLAT \"%s\" 0".formatted(secret))
            + " ".repeat(600);
    String twice = "CREATETYPE=\"monolithicSparse\"\n";
    List<byte[]> hidden =
        List.of(
            Arrays.copyOf(Disks.qcow2(2, 72, 0), 200),
            Disks.latin1("#\u00ff\u0080\n" + flat),
            Disks.latin1("# x\nversion=1\n" + twice + flat));

    for (byte[] data : hidden) {
      Path image = Files.write(directory.resolve("hidden"), data);

      assertThat(qemuImg(List.of("info", "-U"), List.of(image.toString())))
          .containsAnyOf("file format: qcow2", "file format: vmdk");
      assertThat(Rules.of(true).judge("raw", FormatInspection.of(image)).refusal()).isNotNull();
      assertThat(Rules.of(false).judge("raw", FormatInspection.of(image)).refusal()).isNotNull();
    }
  }

  private static Match inspect(Path image) throws IOException {
    Findings found = FormatInspection.of(image);
    try (var data = Files.newInputStream(image)) {
      assertThat(FormatInspection.of(data)).isEqualTo(found);
    }
    return found.detected().orElseThrow();
  }

  private Path converted(String driver, String options) throws Exception {
    Path raw = directory.resolve("source");
    byte[] disk = new byte[(int) SIZE];
    Arrays.fill(disk, 1 << 20, 2 << 20, (byte) 7);
    Files.write(raw, disk);
    Path image = directory.resolve("image." + driver);
    List<String> settings = options.isEmpty() ? List.of() : List.of("-o", options);
    List<String> files = new ArrayList<>(settings);
    files.addAll(List.of(raw.toString(), image.toString()));
    qemuImg(List.of("convert", "-f", "raw", "-O", driver), files);
    return image;
  }

  private static String qemuImg(List<String> first, List<String> second) throws Exception {
    List<String> command = new ArrayList<>(List.of("qemu-img"));
    command.addAll(first);
    command.addAll(second);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
