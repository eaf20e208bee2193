package io.glance.api.importing;

import io.glance.common.context.RequestContext;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.image.Visibility;
import io.glance.common.registryapi.Transfer;
import io.glance.store.OpenImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What steps of an import are given, and data for them. */
final class Steps {

  private Steps() {}

  static Image image(String diskFormat, String containerFormat) {
    return new Image(
        "11111111-2222-3333-4444-555555555555",
        "x",
        ImageStatus.IMPORTING,
        Visibility.SHARED,
        false,
        false,
        null,
        diskFormat,
        containerFormat,
        null,
        null,
        null,
        null,
        null,
        0,
        0,
        Instant.EPOCH,
        Instant.EPOCH,
        Map.of(),
        List.of(),
        List.of());
  }

  static Job job(Image image) {
    Transfer transfer =
        new Transfer("t1", image.id(), Transfer.Kind.IMPORT, List.of("file"), "task", List.of());
    ImportOrder order =
        new ImportOrder(new ImportMethod.GlanceDirect(), null, false, true, Map.of());
    return new Job(
        transfer, image, order, List.of(), false, RequestContext.administrator("req-test"));
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
