package io.glance.common.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.glance.common.config.ConfigSearch;
import io.glance.common.config.OsloEnvironment;
import io.glance.common.context.RequestContext;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class GlanceLoggingTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.007Z");
  private static final String BEGIN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS")
              .withZone(ZoneId.systemDefault())
              .format(NOON)
          + " "
          + ProcessHandle.current().pid()
          + " ";

  private final OsloLayout layout = new OsloLayout();

  @Test
  void aLineOutsideOfARequestSaysSo() {
    assertThat(layout.doLayout(event(Level.WARN, Map.of(), null)))
        .isEqualTo(BEGIN + "WARNING a.logger [-] low on space\n");
  }

  @Test
  void aLineWithinARequestNamesIt() {
    assertThat(layout.doLayout(event(Level.INFO, Map.of("request_id", "req-1", "user", "u"), null)))
        .isEqualTo(BEGIN + "INFO a.logger [req-1 u -] low on space\n");
  }

  @Test
  void everyLineOfAStackTraceBeginsLikeALine() {
    String lines =
        layout.doLayout(event(Level.ERROR, Map.of(), new IllegalStateException("one\ntwo")));

    assertThat(List.of(lines.split("\n", -1)))
        .filteredOn(line -> !line.isEmpty())
        .hasSizeGreaterThan(3)
        .allSatisfy(line -> assertThat(line).startsWith(BEGIN + "ERROR a.logger "));
  }

  @Test
  void aRequestIsNamedUntilItEnds() {
    LogContext.set(new RequestContext("u", "p", java.util.Set.of(), false, "req-2"));
    Map<String, String> during = MDC.getCopyOfContextMap();
    LogContext.clear();

    assertThat(during).isEqualTo(Map.of("request_id", "req-2", "user", "u", "project", "p"));
    assertThat(MDC.get("request_id")).isNull();
  }

  @Test
  void linesGoToStderrByDefault() {
    LogProperties options = bind(Map.of());

    assertThat(options).isEqualTo(new LogProperties(false, null, null, false));
    assertThat(options.fileFor("glance-api")).isNull();
  }

  @Test
  void everyLogOptionIsBound() {
    Map<String, String> set =
        Map.of(
            "oslo.default.debug", "true",
            "oslo.default.log_file", "api.log",
            "oslo.default.log_dir", "/var/log/glance",
            "oslo.default.use_stderr", "true");

    assertThat(bind(set))
        .isEqualTo(new LogProperties(true, Path.of("api.log"), Path.of("/var/log/glance"), true));
  }

  @Test
  void aDirectoryAloneHoldsAFileOfTheProgram() {
    assertThat(new LogProperties(false, null, Path.of("/logs"), false).fileFor("glance-api"))
        .isEqualTo(Path.of("/logs/glance-api.log"));
    assertThat(
            new LogProperties(false, Path.of("a.log"), Path.of("/logs"), false)
                .fileFor("glance-api"))
        .isEqualTo(Path.of("/logs/a.log"));
    assertThat(
            new LogProperties(false, Path.of("/x/a.log"), Path.of("/logs"), false).fileFor("any"))
        .isEqualTo(Path.of("/x/a.log"));
  }

  @Test
  void aProgramLogsToTheFileThatItsOptionsName(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("manage.log");

    String printed = logged(directory, "--log-file=" + file, "--debug");

    assertThat(Files.readString(file)).contains("WARNING io.glance.x [-] low", "DEBUG io.glance.x");
    assertThat(printed).isEmpty();
  }

  @Test
  void linesGoToStderrIfTheFileCannotBeWritten(@TempDir Path directory) throws Exception {
    Path file = Files.createFile(directory.resolve("no-folder")).resolve("manage.log");

    String printed = logged(directory, "--log-file=" + file);

    assertThat(printed)
        .contains(file + " cannot be written; the log goes to standard error", "[-] low")
        .doesNotContain("DEBUG");
  }

  /** What is printed while a program with these arguments logs a line of each of two levels. */
  private static String logged(Path directory, String... arguments) {
    PrintStream usual = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      new GlanceLogging("glance-manage")
          .apply(
              OsloEnvironment.load(
                  "glance-manage", new ConfigSearch(directory, directory, Map.of()), arguments));
      LoggerFactory.getLogger("io.glance.x").warn("low");
      LoggerFactory.getLogger("io.glance.x").debug("looked");
    } finally {
      System.setErr(usual);
      new GlanceLogging("glance-manage");
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static LogProperties bind(Map<String, String> set) {
    return new Binder(new MapConfigurationPropertySource(set))
        .bindOrCreate("oslo.default", LogProperties.class);
  }

  private static LoggingEvent event(
      Level level, Map<String, String> context, @Nullable Throwable thrown) {
    Logger logger = (Logger) LoggerFactory.getLogger("a.logger");
    LoggingEvent event =
        new LoggingEvent("", logger, level, "low on {}", thrown, new Object[] {"space"});
    event.setInstant(NOON);
    event.setMDCPropertyMap(context);
    return event;
  }
}
