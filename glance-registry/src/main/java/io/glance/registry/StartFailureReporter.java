package io.glance.registry;

import io.glance.registry.db.UnusableDatabaseException;
import io.glance.registry.web.InsecureAddressException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Reports a start that failed for something the operator can mend as one line on standard error,
 * instead of a stack trace. Listed in {@code META-INF/spring.factories}.
 */
final class StartFailureReporter implements SpringBootExceptionReporter {

  StartFailureReporter(@Nullable ConfigurableApplicationContext context) {}

  @Override
  public boolean reportException(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnusableDatabaseException
          || cause instanceof InsecureAddressException
          || cause instanceof PortInUseException) {
        System.err.println("glance-registry: " + cause.getMessage());
        return true;
      }
    }
    return false;
  }
}
