package io.glance.api.caching;

import io.glance.api.identity.PasteDeployProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Holds where the flavor has the resources by which a cache was managed of old. */
public final class OnManagedCache implements Condition {

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return Binder.get(context.getEnvironment())
        .bindOrCreate("oslo.paste-deploy", PasteDeployProperties.class)
        .managesCache();
  }
}
