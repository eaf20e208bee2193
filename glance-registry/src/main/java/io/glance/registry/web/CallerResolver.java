package io.glance.registry.web;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.json.GlanceJson;
import io.glance.common.logging.LogContext;
import io.glance.common.registryapi.RegistrySignature;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.core.JacksonException;

/**
 * Hands controllers the caller that glance-api has verified, and puts the request's id into logs.
 */
final class CallerResolver implements HandlerMethodArgumentResolver {
  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == RequestContext.class;
  }

  @Override
  public RequestContext resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binderFactory) {
    @Nullable String header = request.getHeader(RegistrySignature.CALLER_HEADER);
    if (header == null) {
      throw new GlanceException.Unauthorized(
          "The header %s is missing.".formatted(RegistrySignature.CALLER_HEADER));
    }
    RequestContext caller = read(header);
    LogContext.clear();
    LogContext.set(caller);
    return caller;
  }

  private static RequestContext read(String header) {
    try {
      return GlanceJson.internal().readValue(header, RequestContext.class);
    } catch (JacksonException e) {
      GlanceException.Invalid invalid =
          new GlanceException.Invalid(
              "The header %s cannot be read.".formatted(RegistrySignature.CALLER_HEADER));
      invalid.initCause(e);
      throw invalid;
    }
  }
}
