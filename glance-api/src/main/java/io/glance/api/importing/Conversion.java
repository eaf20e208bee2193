package io.glance.api.importing;

import io.glance.api.imagedata.ImageDataProperties;
import io.glance.api.inspection.ConversionRule;
import io.glance.api.inspection.ConversionRule.Judgement;
import io.glance.api.inspection.FormatInspection;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Converts images. Our own inspection comes first: no other program sees what it refuses, and none
 * has to guess a format.
 *
 * <p>Source: glance/async_/flows/plugins/image_conversion.py.
 */
@Component
final class Conversion {
  private static final String ISO = "iso";
  private static final String RAW = "raw";

  private final QemuImg qemu;
  private final ConversionRule rule;
  private final LocalFiles files;
  private final ImageDataProperties limits;

  Conversion(QemuImg qemu, ConversionRule rule, LocalFiles files, ImageDataProperties limits) {
    this.qemu = qemu;
    this.rule = rule;
    this.files = files;
    this.limits = limits;
  }

  /**
   * The image in the format {@code target}. An ISO stays one.
   *
   * @throws ImportFailure if it is not what it declares, could make QEMU open other files, or
   *     cannot be converted; what was made on the way is gone then
   */
  Prepared to(String target, Prepared given, Job job, Progress progress) throws IOException {
    String declared = String.valueOf(given.image().diskFormat());
    LocalFile source = files.of(given.origin(), job, progress);
    try {
      requireDeclared(declared, source.path());
      if (declared.equals(ISO)) {
        return new Prepared(given.image(), source);
      }
      QemuImg.Source readable = new QemuImg.Source(source.path(), qemuName(declared));
      QemuImageInfo info = qemu.info(readable, progress);
      requireHarmless(info, readable.format());
      if (declared.equals(target)) {
        return new Prepared(given.image(), source);
      }
      if (target.equals(RAW) && info.virtualSize() > limits.imageSizeCap()) {
        throw new ImportFailure("The provided image is too large.");
      }
      LocalFile result = new LocalFile(files.placeFor(job, target), true, given.origin());
      convert(readable, result, target, progress);
      source.removeCopy();
      return new Prepared(given.image().withFormats(target, "bare"), result);
    } catch (IOException | RuntimeException e) {
      source.removeCopy();
      throw e;
    }
  }

  private void convert(QemuImg.Source from, LocalFile to, String target, Progress progress)
      throws IOException {
    try {
      qemu.convert(from, to.path(), target, limits.imageSizeCap(), progress);
      if (!detected(to.path()).equals(target)) {
        throw new ImportFailure("Converted image in unexpected format");
      }
    } catch (IOException | RuntimeException e) {
      to.removeCopy();
      throw e;
    }
  }

  private void requireDeclared(String declared, Path file) throws IOException {
    String detected = detected(file);
    if (!detected.equals(declared)) {
      throw new ImportFailure(
          detected.equals(ISO) ? ConversionRule.DISALLOWED : "Image format mismatch");
    }
  }

  private String detected(Path file) throws IOException {
    Judgement found = rule.judge(FormatInspection.of(file));
    if (found.refusal() != null) {
      throw new ImportFailure(found.refusal());
    }
    return found.format();
  }

  private void requireHarmless(QemuImageInfo info, String format) throws ImportFailure {
    if (!info.format().equals(format)) {
      throw new ImportFailure("Image metadata disagrees about format");
    }
    if (info.hasBackingFile()) {
      throw new ImportFailure("QCOW images with backing files are not allowed");
    }
    if (info.hasDataFile()) {
      throw new ImportFailure("QCOW images with data-file set are not allowed");
    }
    if (format.equals("vmdk")) {
      @Nullable String refusal = rule.refusalOfVmdk(info.createType());
      if (refusal != null) {
        throw new ImportFailure(refusal);
      }
    }
  }

  private static String qemuName(String diskFormat) {
    return diskFormat.equals("vhd") ? "vpc" : diskFormat;
  }
}
