package io.glance.api.v2;

import io.glance.api.frontdoor.OnlyVerb;
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

  @OnlyVerb
  @GetMapping("/v2/info/usage")
  Map<String, Object> usage() {
    return Map.of("usage", Map.of());
  }
}
