package io.glance.api.importing;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.glance.api.quota.LimitSource;
import io.glance.api.quota.UnifiedLimits;
import io.glance.common.context.RequestContext;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.Transfer;
import io.glance.common.registryapi.UsageRegistry.Usage;
import io.glance.common.testing.TestingImage;
import io.glance.store.OpenImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** What steps of an import are given, and data for them. */
final class Steps {

  private Steps() {}

  static Image image(String diskFormat, String containerFormat) {
    return TestingImage.queued()
        .id("11111111-2222-3333-4444-555555555555")
        .status(ImageStatus.IMPORTING)
        .owner(null)
        .formats(diskFormat, containerFormat)
        .image();
  }

  static Job job(Image image) {
    Transfer transfer =
        new Transfer(
            "t1", image.id(), Transfer.Kind.IMPORT, List.of("file"), "task", null, List.of());
    ImportOrder order =
        new ImportOrder(new ImportMethod.GlanceDirect(), null, false, true, Map.of());
    RequestContext caller = RequestContext.administrator("req-test");
    UnifiedLimits none =
        new UnifiedLimits(LimitSource.NOBODY, (owner, asker) -> new Usage(0, 0, 0, 0));
    return new Job(transfer, image, order, List.of(), false, caller, none.of(caller));
  }

  /** Bytes of nobody's file. */
  static Origin bytes(byte[] data) {
    return () -> OpenImage.of(new ByteArrayInputStream(data), data.length);
  }

  static byte[] gzip(byte[] data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(data);
    }
    return out.toByteArray();
  }

  static byte[] bzip2(byte[] data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream bzip2 = new BZip2CompressorOutputStream(out)) {
      bzip2.write(data);
    }
    return out.toByteArray();
  }

  static byte[] xz(byte[] data) throws IOException {
    LZMA2Options options = new LZMA2Options(1);
    options.setDictSize(1 << 20);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream xz = new XZOutputStream(out, options)) {
      xz.write(data);
    }
    return out.toByteArray();
  }

  static byte[] zstd(byte[] data) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZstdOutputStreamNoFinalizer zstd = new ZstdOutputStreamNoFinalizer(out)) {
      zstd.setChecksum(true);
      zstd.write(data);
    }
    return out.toByteArray();
  }

  /** A package as others make it, of these files in this order. */
  static byte[] tar(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(file.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    }
    return out.toByteArray();
  }

  /** What a package says of its disk. */
  static String ovf(String diskFile) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <ovf:Envelope xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1"
        xmlns:p="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ProcessorAllocationSettingData">
      <ovf:References>
        <ovf:File ovf:id="note" ovf:href="note.txt"/>
        <ovf:File ovf:id="disk1" ovf:href="%s"/>
      </ovf:References>
      <ovf:DiskSection>
        <ovf:Info>disks</ovf:Info>
        <ovf:Disk ovf:diskId="d" ovf:fileRef="disk1"/>
      </ovf:DiskSection>
      <ovf:VirtualSystem>
        <p:InstructionSet> DMTF:x86:64 </p:InstructionSet>
        <p:ProcessorArchitecture/>
        <p:Other>no</p:Other>
      </ovf:VirtualSystem>
    </ovf:Envelope>
    """
        .formatted(diskFile);
  }

  /** An archive of members of these names, each with the same data. */
  static byte[] zip(byte[] data, String... names) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(data);
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }
}
