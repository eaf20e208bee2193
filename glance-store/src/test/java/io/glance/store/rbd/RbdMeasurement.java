package io.glance.store.rbd;

import io.glance.store.ByteRange;
import io.glance.store.OpenImage;
import io.glance.store.StoreLocation;
import io.glance.store.checked.CheckedStore;
import io.glance.store.checked.Digests;
import io.glance.store.checked.HashAlgorithm;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/**
 * How fast images go to and from the cluster of {@code testbed/ceph-up}, in MiB/s, beside {@code
 * rbd import} and {@code rbd export}. Run it by hand: a file of random bytes, and rounds.
 */
final class RbdMeasurement {
  private static final double MIB = 1024 * 1024;

  private final Path file;
  private final CheckedStore store =
      new CheckedStore(
          "rbd", RbdStoreFactory.open(TestingCephCluster.options(Map.of())), new Digests());

  private RbdMeasurement(Path file) {
    this.file = file;
  }

  public static void main(String[] arguments) throws Exception {
    RbdMeasurement measurement = new RbdMeasurement(Path.of(arguments[0]));
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      measurement.run();
    }
  }

  private void run() throws Exception {
    String name = UUID.randomUUID().toString();
    StoreLocation[] written = new StoreLocation[1];
    print("upload, digests", () -> written[0] = upload(name, HashAlgorithm.SHA512));
    print("download", () -> download(written[0]));
    store.delete(written[0]);
    print("upload, no digests", () -> written[0] = upload(name, null));
    store.delete(written[0]);
    String image = "images/measured";
    String path = file.toString();
    print(
        "rbd import",
        () ->
            TestingCephCluster.rbd("import", "--no-progress", "--object-size", "8M", path, image));
    print("rbd export", () -> TestingCephCluster.rbd("export", "--no-progress", image, "-"));
    TestingCephCluster.rbd("rm", "--no-progress", image);
  }

  private StoreLocation upload(String name, HashAlgorithm digest) throws IOException {
    long size = Files.size(file);
    try (InputStream data = new FileInputStream(file.toFile())) {
      return digest == null
          ? store.write(name, data, size).location()
          : store.write(name, data, size, digest).written().location();
    }
  }

  private void download(StoreLocation location) throws IOException {
    try (OpenImage image = store.open(location, ByteRange.ALL);
        OutputStream out = new FileOutputStream("/dev/null")) {
      image.stream().transferTo(out);
    }
  }

  private void print(String name, Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("%-20s %6.0f MiB/s%n", name, Files.size(file) / MIB / seconds);
  }

  private interface Work {
    void run() throws Exception;
  }
}
