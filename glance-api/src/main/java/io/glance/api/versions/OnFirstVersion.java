package io.glance.api.versions;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Holds where the operator has API v1 served; elsewhere there is nothing of it. */
public final class OnFirstVersion implements Condition {

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return Binder.get(context.getEnvironment())
        .bindOrCreate("oslo.default", VersionsProperties.class)
        .enableV1Api();
  }
}
