package io.glance.api.imagedata;

import io.glance.api.GlanceApiApplication;
import io.glance.registry.GlanceRegistryApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * glance-registry on SQLite and glance-api with a file store, as processes that can be killed and
 * started again. Everything is in one directory and survives them.
 */
final class RunningServices implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(120);

  private final Path directory;
  private final int registryPort = freePort();
  private final int apiPort = freePort();
  private final List<String> apiPrefix = new ArrayList<>();
  private @Nullable Process registry;
  private @Nullable Process api;

  RunningServices(Path directory) throws IOException {
    this.directory = directory;
    Files.writeString(
        directory.resolve("glance.conf"),
        """
        [DEFAULT]
        bind_host = 127.0.0.1
        registry_host = 127.0.0.1
        registry_port = %d
        [database]
        connection = sqlite:///%s
        [glance_store]
        filesystem_store_datadir = %s
        """
            .formatted(registryPort, directory.resolve("glance.sqlite"), images()));
  }

  /**
   * From its next start on, glance-api can write no file of more bytes, as if the disk were full.
   */
  void limitFilesOfApi(long bytes) {
    apiPrefix.addAll(List.of("bash", "-c", "ulimit -f " + bytes / 1024 + "; exec \"$@\"", "bash"));
  }

  ImageClient client() {
    return new ImageClient(URI.create("http://127.0.0.1:" + apiPort));
  }

  /** Where the file store keeps its files. */
  Path images() {
    return directory.resolve("images");
  }

  void start() throws IOException {
    startRegistry();
    startApi();
  }

  void startRegistry() throws IOException {
    registry = launch(List.of(), GlanceRegistryApplication.class, registryPort);
    awaitListening(registryPort, registry);
  }

  void startApi() throws IOException {
    api = launch(apiPrefix, GlanceApiApplication.class, apiPort);
    awaitListening(apiPort, api);
  }

  void killRegistry() {
    kill(registry);
  }

  void killApi() {
    kill(api);
  }

  @Override
  public void close() {
    kill(api);
    kill(registry);
  }

  private Process launch(List<String> prefix, Class<?> main, int port) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName(),
            "--config-file",
            directory.resolve("glance.conf").toString()));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(
                    directory.resolve(main.getSimpleName() + ".log").toFile()));
    builder.environment().put("OS_DEFAULT__BIND_PORT", Integer.toString(port));
    return builder.start();
  }

  /** As {@code kill -9}. */
  private static void kill(@Nullable Process process) {
    if (process == null) {
      return;
    }
    process.destroyForcibly();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("cannot kill " + process.pid());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitListening(int port, Process process) throws IOException {
    Await.until(
        START,
        () -> {
          if (!process.isAlive()) {
            throw new IllegalStateException("service did not start, see " + logs());
          }
          return ImageClient.isListening(port);
        });
  }

  private String logs() {
    StringBuilder text = new StringBuilder();
    for (String log : List.of("GlanceRegistryApplication.log", "GlanceApiApplication.log")) {
      try {
        Path file = directory.resolve(log);
        text.append(Files.exists(file) ? Files.readString(file) : "");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return text.toString();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
