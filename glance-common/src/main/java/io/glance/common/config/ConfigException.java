package io.glance.common.config;

import org.springframework.boot.ExitCodeGenerator;

/**
 * The configuration cannot be used. The message is one line that tells an operator where and why; a
 * launcher prints it without a stack trace and exits with {@link #getExitCode()}.
 */
public abstract sealed class ConfigException extends RuntimeException implements ExitCodeGenerator
    permits InvalidConfigFile, InvalidOption {

  ConfigException(String message) {
    super(message.replace("\r", "\\r").replace("\n", "\\n"));
  }

  @Override
  public int getExitCode() {
    return 1;
  }
}
