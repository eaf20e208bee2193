package io.glance.store.testing;

import io.glance.store.ByteRange;
import io.glance.store.OpenImage;
import io.glance.store.StoreLocation;
import io.glance.store.checked.CheckedStore;
import io.glance.store.checked.HashAlgorithm;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * How fast images go to and from a server, in MiB/s, beside a command line tool that does the same
 * in the same round: what the machine does besides slows both.
 */
public final class TransferMeasurement {
  private static final double MIB = 1024 * 1024;

  private final CheckedStore store;
  private final Path file;
  private final Tool tool;

  public TransferMeasurement(CheckedStore store, Path file, Tool tool) {
    this.store = store;
    this.file = file;
    this.tool = tool;
  }

  /**
   * Commands; the object of {@code upload} is the one of {@code download} and {@code remove}.
   *
   * @param environment beside that of this process
   */
  public record Tool(
      String name,
      List<String> upload,
      List<String> download,
      List<String> remove,
      Map<String, String> environment) {}

  public void run(int rounds) throws Exception {
    for (int i = 0; i < rounds; i++) {
      StoreLocation[] written = new StoreLocation[1];
      double up = seconds(() -> written[0] = upload());
      double toolUp = seconds(() -> command(tool.upload()));
      double down = seconds(() -> download(written[0]));
      double toolDown = seconds(() -> command(tool.download()));
      store.delete(written[0]);
      command(tool.remove());
      print("upload, digests", up, toolUp);
      print("download", down, toolDown);
    }
  }

  private void print(String name, double seconds, double toolSeconds) throws IOException {
    double size = Files.size(file) / MIB;
    System.out.printf(
        "%-16s %5.0f MiB/s, %s %5.0f MiB/s: %3.0f %%%n",
        name, size / seconds, tool.name(), size / toolSeconds, 100 * toolSeconds / seconds);
  }

  private StoreLocation upload() throws IOException {
    try (InputStream data = new FileInputStream(file.toFile())) {
      String name = UUID.randomUUID().toString();
      return store.write(name, data, Files.size(file), HashAlgorithm.SHA512).written().location();
    }
  }

  private void download(StoreLocation location) throws IOException {
    try (OpenImage image = store.open(location, ByteRange.ALL);
        OutputStream out = new FileOutputStream("/dev/null")) {
      image.stream().transferTo(out);
    }
  }

  private void command(List<String> words) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(words).inheritIO();
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(tool.environment());
    int status = builder.start().waitFor();
    if (status != 0) {
      throw new IOException("%s ended with %d".formatted(words.getFirst(), status));
    }
  }

  private static double seconds(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private interface Work {
    void run() throws Exception;
  }
}
