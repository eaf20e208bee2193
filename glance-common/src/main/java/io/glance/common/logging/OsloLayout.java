package io.glance.common.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * {@code 2026-11-21 10:00:00.123 4711 INFO logger [req-… user project] message}, in local time; the
 * lines of a stack trace begin likewise.
 *
 * <p>Source: oslo_log/_options.py, logging_context_format_string.
 */
final class OsloLayout extends LayoutBase<ILoggingEvent> {
  private final String pid = " " + ProcessHandle.current().pid() + " ";
  private final DateTimeFormatter seconds =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());
  private volatile Second second = new Second(Long.MIN_VALUE, "");

  private record Second(long epochSecond, String text) {}

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(160);
    time(line, event.getTimeStamp());
    line.append(pid).append(levelName(event.getLevel()));
    line.append(' ').append(event.getLoggerName()).append(' ');
    context(line, event.getMDCPropertyMap());
    line.append(event.getFormattedMessage()).append('\n');
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      ThrowableProxyUtil.asString(thrown)
          .lines()
          .forEach(frame -> {
            time(line, event.getTimeStamp());
            line.append(pid).append("ERROR ").append(event.getLoggerName()).append(' ');
            line.append(frame).append('\n');
          });
    }
    return line.toString();
  }

  private void time(StringBuilder line, long millis) {
    long epochSecond = Math.floorDiv(millis, 1000L);
    Second known = second;
    if (known.epochSecond() != epochSecond) {
      known = new Second(epochSecond, seconds.format(Instant.ofEpochSecond(epochSecond)));
      second = known;
    }
    int rest = (int) Math.floorMod(millis, 1000L);
    line.append(known.text()).append('.');
    line.append((char) ('0' + rest / 100)).append((char) ('0' + rest / 10 % 10));
    line.append((char) ('0' + rest % 10));
  }

  private static void context(StringBuilder line, Map<String, String> context) {
    String requestId = context.get(LogContext.REQUEST_ID);
    if (requestId == null) {
      line.append("[-] ");
      return;
    }
    line.append('[').append(requestId);
    line.append(' ').append(context.getOrDefault(LogContext.USER, "-"));
    line.append(' ').append(context.getOrDefault(LogContext.PROJECT, "-")).append("] ");
  }

  private static String levelName(Level level) {
    return level == Level.WARN ? "WARNING" : level.toString();
  }
}
