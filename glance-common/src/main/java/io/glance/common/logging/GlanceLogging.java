package io.glance.common.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import io.glance.common.config.InvalidOption;
import io.glance.common.config.OsloEnvironment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Sets logging up for a program: to stderr at once, to the place that its options name as soon as
 * these are read. If that place cannot be written, lines go to stderr still.
 */
public final class GlanceLogging
    implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {
  private final String program;

  /**
   * @param program name of the program, as {@code glance-api}
   */
  public GlanceLogging(String program) {
    this.program = program;
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    apply(new LogProperties(false, null, null, false));
  }

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    apply(Binder.get(event.getEnvironment()).bindOrCreate("oslo.default", LogProperties.class));
  }

  /**
   * Goes by the options of a program that is no SpringApplication.
   *
   * @throws InvalidOption if one of them is wrong
   */
  public void apply(OsloEnvironment options) {
    apply(options.bind("DEFAULT", LogProperties.class));
  }

  private void apply(LogProperties options) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    @Nullable Path file = options.fileFor(program);
    boolean inFile = false;
    if (file != null) {
      FileAppender<ILoggingEvent> appender = new FileAppender<>();
      appender.setFile(file.toString());
      appender.setAppend(true);
      start(appender, context, root);
      inFile = appender.isStarted();
    }
    if (!inFile || options.useStderr()) {
      ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
      appender.setTarget("System.err");
      start(appender, context, root);
    }
    root.setLevel(Level.INFO);
    context.getLogger("io.glance").setLevel(options.debug() ? Level.DEBUG : Level.INFO);
    context.getLogger("org.springframework").setLevel(Level.WARN);
    context.getLogger("org.apache").setLevel(Level.WARN);
    context.getLogger("org.hibernate").setLevel(Level.WARN);
    context.getLogger("org.springframework.web.servlet.PageNotFound").setLevel(Level.ERROR);
    if (file != null && !inFile) {
      context
          .getLogger(GlanceLogging.class)
          .warn("{} cannot be written; the log goes to standard error", file);
    }
  }

  private static void start(
      OutputStreamAppender<ILoggingEvent> appender, LoggerContext context, Logger root) {
    OsloLayout layout = new OsloLayout();
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    root.addAppender(appender);
  }
}
