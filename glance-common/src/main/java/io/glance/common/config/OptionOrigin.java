package io.glance.common.config;

import java.nio.file.Path;
import org.springframework.boot.origin.Origin;

/**
 * Where a value was written.
 *
 * @param source a file, an environment variable or an argument
 * @param line line in the file, from 1, or 0 if the source has no lines
 */
public record OptionOrigin(String source, int line) implements Origin {

  static OptionOrigin file(String file, int line) {
    return new OptionOrigin(file, line);
  }

  static OptionOrigin file(Path file, int line) {
    return new OptionOrigin(file.toString(), line);
  }

  static OptionOrigin environment(String variable) {
    return new OptionOrigin("environment variable " + variable, 0);
  }

  static OptionOrigin commandLine(String argument) {
    return new OptionOrigin("argument " + argument, 0);
  }

  /** {@code file:line}, or the source alone. */
  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line;
  }
}
