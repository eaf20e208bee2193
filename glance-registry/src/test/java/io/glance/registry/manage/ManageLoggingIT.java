package io.glance.registry.manage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process with a file of options. */
class ManageLoggingIT {
  @TempDir private Path directory;

  @Test
  void theLogOptionsOfTheFileHold() throws IOException, InterruptedException {
    Path log = directory.resolve("api.log");
    Path printed = directory.resolve("printed");
    Path file =
        Files.writeString(
            directory.resolve("glance-api.conf"),
            """
            [DEFAULT]
            verbose = true
            log_file = %s
            [database]
            connection = sqlite:///%s
            """
                .formatted(log, directory.resolve("db.sqlite")));

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                GlanceManage.class.getName(),
                "--config-file",
                file.toString(),
                "db",
                "check")
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(3);
    assertThat(Files.readString(log)).contains("WARNING", "[DEFAULT] verbose: is ignored");
    assertThat(Files.readString(printed))
        .contains("Your database is not up to date")
        .doesNotContain("verbose");
  }
}
