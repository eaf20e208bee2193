package io.glance.api.importing;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The program {@code qemu-img}, run without a shell and within limits. It ends with the import that
 * it runs for. What it says of files is for the log only. Thread-safe.
 *
 * <p>Source: glance/async_/flows/plugins/image_conversion.py; glance/async_/utils.py,
 * QEMU_IMG_PROC_LIMITS.
 */
final class QemuImg {
  private static final Logger log = LoggerFactory.getLogger(QemuImg.class);
  private static final int CPU_SECONDS = 2;
  private static final long ADDRESS_SPACE = 1L << 30;
  private static final int MOST_SAID = 1 << 20;
  private static final long LOOK_AROUND_MILLIS = 100;

  private final String searchPath;

  /**
   * @param searchPath directories that programs are in, as in {@code PATH}
   */
  QemuImg(String searchPath) {
    this.searchPath = searchPath;
  }

  /**
   * Lets a file be looked at as one of its format, and of no other.
   *
   * @throws ImportFailure if it cannot be read as such, or not within the limits
   */
  QemuImageInfo info(Source image, Progress progress) throws IOException {
    List<String> limits = List.of("--cpu=" + CPU_SECONDS, "--as=" + ADDRESS_SPACE);
    List<String> arguments =
        List.of("info", "-f", image.format(), "--output=json", image.file().toString());
    byte[] said =
        run(limits, arguments, "qemu-img cannot read the image as " + image.format(), progress);
    try {
      JsonNode info = JsonMapper.shared().readTree(said);
      return QemuImageInfo.of(info);
    } catch (JacksonException e) {
      throw new ImportFailure("qemu-img describes the image in no way that is known", e);
    }
  }

  /**
   * Writes {@code from} in another format to {@code to}.
   *
   * @param mostBytes that the result may have
   * @throws ImportFailure if that fails; a part may be left
   */
  void convert(Source from, Path to, String format, long mostBytes, Progress progress)
      throws IOException {
    run(
        List.of("--fsize=" + mostBytes),
        List.of(
            "convert", "-f", from.format(), "-O", format, from.file().toString(), to.toString()),
        "qemu-img cannot convert the image from %s to %s".formatted(from.format(), format),
        progress);
  }

  /**
   * A file to be read.
   *
   * @param file absolute
   * @param format as QEMU calls it
   */
  record Source(Path file, String format) {}

  /** What the program said. Anything that it complains about is a failure. */
  private byte[] run(List<String> limits, List<String> arguments, String failure, Progress progress)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(program("prlimit"), "--core=0"));
    command.addAll(limits);
    command.add(program("qemu-img"));
    command.addAll(arguments);
    Process process = start(command);
    try {
      FutureTask<byte[]> said = collect(process.getInputStream(), process);
      FutureTask<byte[]> complained = collect(process.getErrorStream(), process);
      while (!process.waitFor(LOOK_AROUND_MILLIS, TimeUnit.MILLISECONDS)) {
        progress.requireGoingOn();
      }
      String complaint = new String(complained.get(), StandardCharsets.UTF_8).strip();
      if (process.exitValue() != 0 || !complaint.isEmpty()) {
        log.warn("{} (status {}): {}", failure, process.exitValue(), complaint);
        throw new ImportFailure(failure);
      }
      return said.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the service is stopping");
    } catch (ExecutionException e) {
      throw new ImportFailure(failure, e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.environment().clear();
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder.start();
  }

  /** Takes all that comes, and ends a process that says more than anybody can want to know. */
  private static FutureTask<byte[]> collect(InputStream stream, Process process) {
    FutureTask<byte[]> task =
        new FutureTask<>(() -> {
          byte[] said = stream.readNBytes(MOST_SAID + 1);
          if (said.length > MOST_SAID) {
            process.destroyForcibly();
          }
          return said;
        });
    Thread.ofVirtual().name("qemu-img").start(task);
    return task;
  }

  private String program(String name) throws ImportFailure {
    for (String directory : searchPath.split(File.pathSeparator, -1)) {
      Path program = Path.of(directory).resolve(name);
      if (program.isAbsolute() && Files.isExecutable(program)) {
        return program.toString();
      }
    }
    throw new ImportFailure("%s is not installed on this node".formatted(name));
  }
}
