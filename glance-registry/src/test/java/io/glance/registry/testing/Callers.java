package io.glance.registry.testing;

import io.glance.common.context.RequestContext;
import java.util.Set;

/** Those who call. */
public final class Callers {
  private Callers() {}

  public static RequestContext admin() {
    return RequestContext.administrator("req-testing");
  }

  public static RequestContext of(String project) {
    return new RequestContext("user", project, Set.of("member"), false, "req-testing");
  }

  public static RequestContext nobody() {
    return new RequestContext(null, null, Set.of(), false, "req-testing");
  }
}
