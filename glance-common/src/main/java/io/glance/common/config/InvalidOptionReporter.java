package io.glance.common.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Reports a start that failed for an invalid option as one line on standard error, instead of a
 * stack trace. Listed in {@code META-INF/spring.factories}.
 */
final class InvalidOptionReporter implements SpringBootExceptionReporter {
  private final @Nullable OsloPropertySource source;

  InvalidOptionReporter(@Nullable ConfigurableApplicationContext context) {
    this.source = context == null ? null : source(context);
  }

  @Override
  public boolean reportException(Throwable failure) {
    if (source == null) {
      return false;
    }
    Optional<InvalidOption> invalid = BindingErrors.find(failure, source);
    invalid.ifPresent(option -> System.err.println(option.getMessage()));
    return invalid.isPresent();
  }

  private static @Nullable OsloPropertySource source(ConfigurableApplicationContext context) {
    return context.getEnvironment().getPropertySources().get(OsloPropertySource.NAME)
            instanceof OsloPropertySource ours
        ? ours
        : null;
  }
}
