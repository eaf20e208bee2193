package io.glance.registry.image;

import io.glance.common.context.RequestContext;
import io.glance.common.registryapi.UsageRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class UsageController implements UsageRegistry {
  private final OwnerUsage usage;

  UsageController(OwnerUsage usage) {
    this.usage = usage;
  }

  @Override
  public Usage of(@Nullable String owner, RequestContext caller) {
    return usage.of(owner);
  }
}
