package io.glance.api.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real program, for tests that need images of its making. */
final class Qemu {
  static final int DISK = 3 << 20;

  private Qemu() {}

  /** Skips the test where the program is missing, and says so. */
  static void assumeInstalled() {
    List<String> places = List.of("/usr/bin/qemu-img", "/usr/local/bin/qemu-img");
    assumeThat(places)
        .as("qemu-img is installed (package qemu-utils)")
        .anyMatch(place -> Files.isExecutable(Path.of(place)));
  }

  /** A disk with something on it. */
  static byte[] disk() {
    byte[] disk = new byte[DISK];
    Arrays.fill(disk, 1 << 20, 2 << 20, (byte) 7);
    return disk;
  }

  /** The disk in another format. */
  static byte[] disk(String format, String... options) throws Exception {
    Path directory = Files.createTempDirectory("qemu");
    Path raw = Files.write(directory.resolve("raw"), disk());
    Path image = directory.resolve("image");
    List<String> arguments = new ArrayList<>(List.of("convert", "-f", "raw", "-O", format));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of(raw.toString(), image.toString()));
    run(arguments);
    byte[] result = Files.readAllBytes(image);
    Files.delete(raw);
    Files.delete(image);
    Files.delete(directory);
    return result;
  }

  static void run(List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("qemu-img"));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
  }
}
