package io.glance.api.importing;

import io.glance.api.inspection.FormatInspection;
import io.glance.common.image.Image;
import java.io.IOException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives images of tasks the format that their data have. Whether that is safe, and how large the
 * disk is, is found out when they are stored.
 *
 * <p>Source: glance/async_/flows/introspect.py. Unlike there, an image keeps a format that its data
 * may have but do not show, such as {@code ami}, and a format has the name that {@code disk_format}
 * has for it.
 */
final class Introspection implements ImportPlugin {
  private static final Logger log = LoggerFactory.getLogger(Introspection.class);
  private static final int ENOUGH = 512 * 1024;
  private static final Set<String> FORMATS =
      Set.of(FormatInspection.RAW, "iso", "qcow2", "vdi", "vhd", "vhdx", "vmdk");

  @Override
  public String name() {
    return "introspect";
  }

  @Override
  public boolean changesStagedBytes() {
    return false;
  }

  @Override
  public Prepared apply(Prepared prepared, Job job, Progress progress) throws IOException {
    PeekedOrigin peeked = new PeekedOrigin(prepared.origin(), ENOUGH);
    Image image = prepared.image();
    String declared = String.valueOf(image.diskFormat());
    String found = formatOf(peeked.beginning());
    if (found.equals(declared) || !FORMATS.contains(found) || !FormatInspection.knows(declared)) {
      return new Prepared(image, peeked);
    }
    log.info("image {} is {} and not {}", image.id(), found, declared);
    return new Prepared(image.withFormats(found, image.containerFormat()), peeked);
  }

  private static String formatOf(byte[] beginning) {
    FormatInspection inspection = new FormatInspection();
    inspection.take(beginning, 0, beginning.length);
    String found =
        inspection.end().detected().map(match -> match.format()).orElse("several formats");
    return found.equals("gpt") ? FormatInspection.RAW : found;
  }
}
