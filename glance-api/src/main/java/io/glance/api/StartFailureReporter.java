package io.glance.api;

import io.glance.api.cache.MisconfiguredCacheException;
import io.glance.api.notification.rabbit.InvalidBrokerOptions;
import io.glance.api.policy.InvalidPolicyException;
import io.glance.api.protection.InvalidProtectionException;
import io.glance.store.MisconfiguredStoreException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
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
      if (cause instanceof MisconfiguredStoreException
          || cause instanceof InvalidPolicyException
          || cause instanceof MisconfiguredCacheException
          || cause instanceof InvalidBrokerOptions
          || cause instanceof InvalidProtectionException) {
        System.err.println("glance-api: " + cause.getMessage());
        return true;
      }
    }
    return false;
  }
}
