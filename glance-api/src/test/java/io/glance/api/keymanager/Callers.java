package io.glance.api.keymanager;

import io.glance.common.config.Secret;
import io.glance.common.context.Identity;
import io.glance.common.context.RequestContext;
import io.glance.common.keystone.ServiceCatalog;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Callers whom an identity service knows. */
public final class Callers {

  private Callers() {}

  /** One who showed a token, with a catalogue of these services. */
  public static RequestContext with(@Nullable String token, ServiceCatalog.Service... services) {
    return new RequestContext(
        "a-user",
        "acme",
        Set.of("member"),
        false,
        "req-test",
        new Identity(
            null,
            null,
            null,
            null,
            true,
            false,
            null,
            token == null ? null : Secret.of(token),
            new ServiceCatalog(List.of(services))));
  }
}
