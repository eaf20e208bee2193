package io.glance.api.v2;

import io.glance.api.frontdoor.OnlyVerb;
import io.glance.api.quota.ProjectLimits.Use;
import io.glance.api.quota.UnifiedLimits;
import io.glance.common.context.RequestContext;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * How much of what an identity service grants a project is used: nothing where there is no such
 * service.
 *
 * <p>Source: glance/api/v2/discovery.py, InfoController.get_usage.
 */
@RestController
class UsageController {
  private final UnifiedLimits limits;

  UsageController(UnifiedLimits limits) {
    this.limits = limits;
  }

  @OnlyVerb
  @GetMapping("/v2/info/usage")
  Map<String, Map<String, Use>> usage(RequestContext caller) {
    return Map.of("usage", limits.of(caller).uses());
  }
}
