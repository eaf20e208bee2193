package io.glance.api.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.context.RequestContext;
import io.glance.store.OpenImage;
import io.glance.store.backends.Stores;
import io.glance.store.checked.CheckedStore;
import io.glance.store.checked.Digests;
import io.glance.store.memory.MemoryStore;
import io.glance.store.testing.TestingStreams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages that administrators import. */
class OvfProcessTest {
  @TempDir Path directory;
  private final Progress progress = new Progress(() -> false, message -> {}, 10 << 20);
  private final byte[] disk = TestingStreams.bytes(300_000);
  private OvfProcess process;

  @BeforeEach
  void stage() {
    CheckedStore store = new CheckedStore("memory", new MemoryStore(), new Digests());
    Stores stores =
        Stores.of(List.of(new Stores.Backend(store, List.of("memory"))), false, directory);
    process =
        new OvfProcess(
            new LocalFiles(new Staging(stores)), new OvfProperties(Set.of("InstructionSet")));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private Map<String, byte[]> files(String diskName) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("note.txt", ascii("a note"));
    files.put(diskName, disk);
    files.put("machine.ovf", ascii(Steps.ovf(diskName)));
    return files;
  }

  private Prepared applied(byte[] ova) throws IOException {
    Job job = Steps.job(Steps.image("vmdk", "ova"));
    return process.apply(new Prepared(job.image(), Steps.bytes(ova)), job, progress);
  }

  private void assertNothingIsLeft() throws IOException {
    try (Stream<Path> left = Files.walk(directory)) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void theDiskIsTakenOutWhereverItIs() throws Exception {
    for (String name : List.of("disk.vmdk", "../../etc/passwd", "n".repeat(300))) {
      try (Prepared prepared = applied(Steps.tar(files(name)));
          OpenImage open = prepared.origin().open()) {
        assertThat(open.length()).isEqualTo(disk.length);
        assertThat(open.stream().readAllBytes()).isEqualTo(disk);
        assertThat(prepared.image().containerFormat()).isEqualTo("bare");
        assertThat(prepared.image().diskFormat()).isEqualTo("vmdk");
        assertThat(prepared.image().properties())
            .containsEntry("cim_pasd_InstructionSet", "DMTF:x86:64");
      }
      assertNothingIsLeft();
    }
  }

  @Test
  void whatIsNoPackageOrABrokenOneFails() throws Exception {
    Map<String, byte[]> noOvf = files("disk");
    noOvf.remove("machine.ovf");
    Map<String, byte[]> noDisk = files("disk");
    noDisk.remove("disk");
    byte[] whole = Steps.tar(files("disk"));
    byte[] cut = Arrays.copyOf(whole, 2000);

    for (byte[] wrong : List.of(Steps.tar(noOvf), Steps.tar(noDisk), cut, disk, new byte[0])) {
      assertThatThrownBy(() -> applied(wrong)).isInstanceOf(ImportFailure.class);
      assertNothingIsLeft();
    }
  }

  @Test
  void namesWithoutEndAreNotKept() throws Exception {
    ByteArrayOutputStream ova = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(ova)) {
      TarArchiveEntry name = new TarArchiveEntry("long", TarConstants.LF_GNUTYPE_LONGNAME);
      name.setSize(3 << 20);
      tar.putArchiveEntry(name);
      tar.write(new byte[3 << 20]);
      tar.closeArchiveEntry();
    }

    assertThatThrownBy(() -> applied(ova.toByteArray()))
        .isInstanceOf(ImportFailure.class)
        .hasMessage("The package describes its members at too great a length");
  }

  @Test
  void manyLongNamesAreNotKeptEither() throws Exception {
    ByteArrayOutputStream ova = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(ova)) {
      for (int i = 0; i < 9; i++) {
        TarArchiveEntry name = new TarArchiveEntry("long", TarConstants.LF_GNUTYPE_LONGNAME);
        name.setSize(1_000_000);
        tar.putArchiveEntry(name);
        tar.write(new byte[1_000_000]);
        tar.closeArchiveEntry();
        TarArchiveEntry file = new TarArchiveEntry("file" + i);
        tar.putArchiveEntry(file);
        tar.closeArchiveEntry();
      }
    }

    assertThatThrownBy(() -> applied(ova.toByteArray()))
        .isInstanceOf(ImportFailure.class)
        .hasMessage("The package describes its members at too great a length");
  }

  @Test
  void onlyAdministratorsImportPackages() throws Exception {
    Job admins = Steps.job(Steps.image("vmdk", "ova"));
    RequestContext member = new RequestContext("u", "p", Set.of("member"), false, "req-test");
    Job job =
        new Job(
            admins.transfer(),
            admins.image(),
            admins.order(),
            List.of(),
            false,
            member,
            admins.limits());
    byte[] ova = Steps.tar(files("disk"));

    assertThatThrownBy(
            () -> process.apply(new Prepared(job.image(), Steps.bytes(ova)), job, progress))
        .isInstanceOf(ImportFailure.class)
        .hasMessage("OVA extract is limited to admin");
  }

  @Test
  void otherContainersStayAsTheyAre() throws Exception {
    Job job = Steps.job(Steps.image("vmdk", "ovf"));
    Prepared given = new Prepared(job.image(), Steps.bytes(disk));

    Prepared prepared = process.apply(given, job, progress);

    assertThat(prepared).isSameAs(given);
  }
}
