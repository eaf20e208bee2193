package io.glance.api.importing;

import io.glance.common.image.Image;
import io.glance.store.OpenImage;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes an image of the disk in an OVA package, with properties from its OVF. Only for
 * administrators, as in the original.
 *
 * <p>Source: glance/async_/flows/ovf_process.py.
 */
final class OvfProcess implements ImportPlugin {
  private static final String OVA = "ova";
  private static final String BARE = "bare";
  private static final String OVF_ENDING = ".ovf";
  private static final int LARGEST_OVF = 4 << 20;

  private final LocalFiles files;
  private final OvfProperties interesting;

  OvfProcess(LocalFiles files, OvfProperties interesting) {
    this.files = files;
    this.interesting = interesting;
  }

  @Override
  public String name() {
    return "ovf_process";
  }

  @Override
  public boolean changesStagedBytes() {
    return false;
  }

  /**
   * Leaves images alone that are in no such package.
   *
   * @throws ImportFailure if the caller is no administrator, or there is no disk to be found
   */
  @Override
  @SuppressWarnings("NullAway") // javac loses the @Nullable in the type of a record's parameter
  public Prepared apply(Prepared given, Job job, Progress progress) throws IOException {
    Image image = given.image();
    if (!OVA.equals(image.containerFormat())) {
      return given;
    }
    if (!job.caller().admin()) {
      throw new ImportFailure("OVA extract is limited to admin");
    }
    LocalFile file = files.of(given.origin(), job, "package", progress);
    try {
      OvfDescription description = describe(file);
      Disk disk = new Disk(file, description.diskFile());
      disk.open().close(); // is it there?
      Map<String, @Nullable String> properties = new LinkedHashMap<>(image.properties());
      properties.putAll(description.properties());
      Image bare = image.withFormats(image.diskFormat(), BARE).withProperties(properties);
      return new Prepared(bare, disk);
    } catch (IOException | RuntimeException e) {
      file.removeCopy();
      throw e;
    }
  }

  private OvfDescription describe(LocalFile file) throws IOException {
    try (OpenImage open = file.open();
        OvaPackage ova = new OvaPackage(open.stream())) {
      long size = ova.find(name -> name.endsWith(OVF_ENDING));
      if (size < 0) {
        throw new ImportFailure("Could not find OVF file in OVA archive file.");
      }
      if (size > LARGEST_OVF) {
        throw new ImportFailure("The OVF of the package is too large");
      }
      byte[] xml = ova.content().readNBytes(LARGEST_OVF);
      return OvfDescription.read(new ByteArrayInputStream(xml), interesting.names());
    }
  }

  /** The disk within the package. */
  private record Disk(LocalFile file, String name) implements Origin {

    @Override
    public OpenImage open() throws IOException {
      OpenImage open = file.open();
      try {
        OvaPackage ova = new OvaPackage(open.stream());
        long size = ova.find(name::equals);
        if (size < 0) {
          throw new ImportFailure("The disk is not in the package");
        }
        return OpenImage.of(new Content(ova), size);
      } catch (IOException | RuntimeException e) {
        open.close();
        throw e;
      }
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  /** A disk that ends before its size was reached fails as a broken package. */
  private static final class Content extends FilterInputStream {
    Content(OvaPackage ova) {
      super(ova.content());
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        return in.read(target, offset, length);
      } catch (IOException e) {
        throw new ImportFailure("The package is no tar archive, or a broken one", e);
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }
  }
}
