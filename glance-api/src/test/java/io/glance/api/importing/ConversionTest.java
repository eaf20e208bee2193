package io.glance.api.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.api.imagedata.ImageDataProperties;
import io.glance.api.inspection.Disks;
import io.glance.api.inspection.Rules;
import io.glance.store.OpenImage;
import io.glance.store.backends.Stores;
import io.glance.store.checked.CheckedStore;
import io.glance.store.checked.Digests;
import io.glance.store.checked.HashAlgorithm;
import io.glance.store.memory.MemoryStore;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conversions by the real {@code qemu-img}; skipped where it is missing. */
class ConversionTest {
  private static final long CAP = 64 << 20;

  @TempDir private Path directory;
  private final AtomicBoolean lost = new AtomicBoolean();
  private final Progress progress = new Progress(lost::get, message -> {}, CAP);

  @BeforeEach
  void needsQemu() {
    Qemu.assumeInstalled();
  }

  private Staging staging() {
    CheckedStore store = new CheckedStore("memory", new MemoryStore(), new Digests());
    return new Staging(
        Stores.of(List.of(new Stores.Backend(store, List.of("memory"))), false, directory));
  }

  private Conversion conversion(String path, String... vmdkTypes) {
    return new Conversion(
        new QemuImg(path),
        Rules.ofConversion(vmdkTypes),
        new LocalFiles(staging()),
        new ImageDataProperties(CAP, HashAlgorithm.SHA512));
  }

  private Prepared convert(String declared, byte[] data, String target) throws IOException {
    return convert(declared, data, target, conversion("/usr/bin", "monolithicSparse"));
  }

  private Prepared convert(String declared, byte[] data, String target, Conversion conversion)
      throws IOException {
    Job job = Steps.job(Steps.image(declared, "bare"));
    return conversion.to(target, new Prepared(job.image(), Steps.bytes(data)), job, progress);
  }

  private void assertRefused(String declared, byte[] data, String why) {
    assertThatThrownBy(() -> convert(declared, data, "raw"))
        .isInstanceOf(ImportFailure.class)
        .hasMessage(why);
    assertThat(files()).isEmpty();
  }

  private Set<String> files() {
    Path staging = directory.resolve("staging");
    if (!Files.isDirectory(staging)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.list(staging)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] read(Prepared prepared) throws IOException {
    try (OpenImage open = prepared.origin().open()) {
      return open.stream().readAllBytes();
    }
  }

  @ParameterizedTest
  @CsvSource({"qcow2, qcow2", "vmdk, vmdk", "vdi, vdi", "vhdx, vhdx", "vpc, vhd"})
  void imageIsConvertedToRawAndNothingIsLeft(String driver, String declared) throws Exception {
    byte[] image = Qemu.disk(driver);

    Prepared result = convert(declared, image, "raw");

    assertThat(result.image().diskFormat()).isEqualTo("raw");
    assertThat(result.image().containerFormat()).isEqualTo("bare");
    assertThat(read(result)).startsWith(Qemu.disk());
    assertThat(files()).containsExactly(result.image().id() + ".t1.raw");
    result.close();
    assertThat(files()).isEmpty();
  }

  @Test
  void rawImageIsConvertedToQcow2() throws Exception {
    Prepared result = convert("raw", Qemu.disk(), "qcow2");

    assertThat(result.image().diskFormat()).isEqualTo("qcow2");
    assertThat(read(result)).startsWith('Q', 'F', 'I', 0xfb);
    result.close();
    assertThat(files()).isEmpty();
  }

  @Test
  void stagedBytesAreUsedWhereTheyAreAndStay() throws Exception {
    Path staged = Files.write(directory.resolve("staged"), Qemu.disk("qcow2"));
    Job job = Steps.job(Steps.image("qcow2", "bare"));
    Origin origin =
        () -> new OpenImage(Files.newInputStream(staged), Files.size(staged), staged, 0);

    Prepared result =
        conversion("/usr/bin").to("raw", new Prepared(job.image(), origin), job, progress);

    assertThat(read(result)).isEqualTo(Qemu.disk());
    result.close();
    assertThat(staged).exists();
    assertThat(files()).isEmpty();
  }

  @Test
  void imageOfThatFormatAlreadyStaysAsItIs() throws Exception {
    byte[] image = Qemu.disk("qcow2");

    Prepared result = convert("qcow2", image, "qcow2");

    assertThat(read(result)).isEqualTo(image);
    result.close();
    assertThat(files()).isEmpty();
  }

  @Test
  void isoStaysOne() throws Exception {
    byte[] iso = Disks.iso();

    Prepared result = convert("iso", iso, "raw");

    assertThat(result.image().diskFormat()).isEqualTo("iso");
    assertThat(read(result)).isEqualTo(iso);
    result.close();
  }

  @Test
  void isoThatClaimsToBeADiskIsRefused() {
    assertRefused("raw", Disks.iso(), "Image has disallowed configuration");
  }

  @Test
  void imageOnTopOfAFileOfTheHostIsRefused() {
    assertRefused("qcow2", Disks.qcow2(3, 200, 0), "Image has disallowed configuration");
  }

  @Test
  void imageWithItsDataInAFileOfTheHostIsRefused() throws Exception {
    Path image = directory.resolve("head");
    String option = "data_file=" + directory.resolve("data") + ",data_file_raw=on";
    Qemu.run(List.of("create", "-f", "qcow2", "-o", option, image.toString(), "1M"));

    byte[] head = Files.readAllBytes(image);

    assertRefused("qcow2", head, "Image has disallowed configuration");
    assertRefused("raw", head, "Image has disallowed configuration");
  }

  @Test
  void vmdkThatIsAListOfFilesIsRefused() {
    String descriptor = Disks.descriptor("monolithicFlat", "RW 8 FLAT \"/etc/passwd\" 0");
    byte[] data = Disks.latin1(descriptor + " ".repeat(600));

    assertRefused("vmdk", data, "Image has disallowed configuration");
    assertRefused("raw", data, "Image has disallowed configuration");
  }

  @Test
  void imageThatIsNotWhatItDeclaresIsRefused() throws Exception {
    assertRefused("raw", Qemu.disk("qcow2"), "Image format mismatch");
    assertRefused("qcow2", Qemu.disk(), "Image format mismatch");
    assertRefused("aki", Qemu.disk(), "Image format mismatch");
  }

  @Test
  void vmdkOfATypeThatTheOperatorDoesNotNameIsRefused() throws Exception {
    byte[] image = Qemu.disk("vmdk");

    assertThatThrownBy(
            () -> convert("vmdk", image, "raw", conversion("/usr/bin", "streamOptimized")))
        .hasMessage("Invalid VMDK create-type specified");
    assertThatThrownBy(() -> convert("vmdk", image, "raw", conversion("/usr/bin")))
        .hasMessage("Image is a VMDK, but no VMDK createType is specified");
    assertThat(files()).isEmpty();
  }

  @Test
  void brokenImageIsAFailureThatTellsNothingOfFiles() throws Exception {
    byte[] broken = Qemu.disk("qcow2");
    broken[40 + 7] ^= 0x55;

    assertThatThrownBy(() -> convert("qcow2", broken, "raw"))
        .isInstanceOf(ImportFailure.class)
        .message()
        .startsWith("qemu-img cannot ")
        .doesNotContain(directory.toString());
    assertThat(files()).isEmpty();
  }

  @Test
  void diskThatIsLargerThanAnImageMayBeIsRefused() throws Exception {
    Path image = directory.resolve("large");
    Qemu.run(List.of("create", "-f", "qcow2", image.toString(), "1T"));
    byte[] large = Files.readAllBytes(image);

    assertRefused("qcow2", large, "The provided image is too large.");
  }

  @Test
  void missingProgramIsAFailureInClearWords() {
    Path empty = directory.resolve("empty");

    assertThatThrownBy(() -> convert("raw", Qemu.disk(), "qcow2", conversion(empty.toString())))
        .isInstanceOf(ImportFailure.class)
        .hasMessage("prlimit is not installed on this node");
    assertThat(files()).isEmpty();
  }

  @Test
  void programThatRunsTooLongIsEnded() throws Exception {
    Conversion spinning = conversion(programs("while :; do :; done"));

    assertThatThrownBy(() -> convert("raw", Qemu.disk(), "qcow2", spinning))
        .isInstanceOf(ImportFailure.class)
        .hasMessage("qemu-img cannot read the image as raw");
    assertThat(files()).isEmpty();
  }

  @Test
  void programEndsWithItsImport() throws Exception {
    Path said = directory.resolve("pid");
    Conversion resting = conversion(programs("echo $$ > %s; exec sleep 600".formatted(said)));
    Thread.ofVirtual()
        .start(() -> {
          io.glance.fixture.Await.until(Imports.SOON, () -> Files.exists(said));
          lost.set(true);
        });

    assertThatThrownBy(() -> convert("raw", Qemu.disk(), "qcow2", resting))
        .isInstanceOf(InterruptedIOException.class);

    long pid = Long.parseLong(Files.readString(said).strip());
    io.glance.fixture.Await.until(
        Imports.SOON, () -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    assertThat(files()).isEmpty();
  }

  @Test
  void whatTheProgramFindsIsBelievedOnlyIfItIsHarmless() throws Exception {
    for (String[] found :
        new String[][] {
          {"{\"format\": \"qcow2\"}", "Image metadata disagrees about format"},
          {
            "{\"format\": \"raw\", \"backing-filename\": \"/etc/passwd\"}",
            "QCOW images with backing files are not allowed"
          },
          {
            "{\"format\": \"raw\", \"format-specific\": {\"data\": {\"data-file\": \"x\"}}}",
            "QCOW images with data-file set are not allowed"
          },
          {"{", "qemu-img describes the image in no way that is known"}
        }) {
      Conversion saying = conversion(programs("echo '%s'".formatted(found[0])));

      assertThatThrownBy(() -> convert("raw", Qemu.disk(), "qcow2", saying)).hasMessage(found[1]);
      assertThat(files()).isEmpty();
    }
  }

  @Test
  void resultThatIsNotWhatWasWantedIsRefused() throws Exception {
    String raw = "{\"format\": \"raw\", \"virtual-size\": 1}";
    Conversion lying =
        conversion(programs("if [ $1 = info ]; then echo '%s'; else cp $6 $7; fi".formatted(raw)));

    assertThatThrownBy(() -> convert("raw", Qemu.disk(), "qcow2", lying))
        .hasMessage("Converted image in unexpected format");
    assertThat(files()).isEmpty();
  }

  /** A search path with a program of ours in place of {@code qemu-img}. */
  private String programs(String script) throws IOException {
    Path bin = Files.createDirectories(directory.resolve("bin"));
    Path program =
        Files.writeString(
            bin.resolve("qemu-img"), "#!/bin/sh\nPATH=/usr/bin:/bin\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return bin + ":/usr/bin";
  }
}
