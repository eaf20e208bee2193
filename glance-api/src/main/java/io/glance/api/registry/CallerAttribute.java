package io.glance.api.registry;

import io.glance.common.context.RequestContext;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.service.invoker.HttpRequestValues;
import org.springframework.web.service.invoker.HttpServiceArgumentResolver;

/** Carries the caller from a client's arguments to where the call is signed. */
final class CallerAttribute implements HttpServiceArgumentResolver {

  @Override
  public boolean resolve(
      @Nullable Object argument, MethodParameter parameter, HttpRequestValues.Builder call) {
    if (argument instanceof RequestContext caller) {
      call.addAttribute(RegistryExchange.CALLER, caller);
      return true;
    }
    return false;
  }
}
