package io.glance.common.logging;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where log lines go, section {@code [DEFAULT]}.
 *
 * @param debug whether debug lines are written
 * @param logFile relative to {@code logDir} if that is set
 * @param logDir directory of {@code <program>.log} if no file is named
 * @param useStderr whether lines go to stderr also when there is a file
 */
@ConfigurationProperties("oslo.default")
public record LogProperties(
    @DefaultValue("false") boolean debug,
    @Nullable Path logFile,
    @Nullable Path logDir,
    @DefaultValue("false") boolean useStderr) {

  /**
   * The file to write to, absent when lines go to stderr only.
   *
   * @param program name of the service, as {@code glance-api}
   */
  @Nullable Path fileFor(String program) {
    if (logFile != null) {
      return logDir == null ? logFile : logDir.resolve(logFile);
    }
    return logDir == null ? null : logDir.resolve(program + ".log");
  }
}
