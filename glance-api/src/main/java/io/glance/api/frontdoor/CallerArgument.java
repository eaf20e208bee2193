package io.glance.api.frontdoor;

import io.glance.common.context.RequestContext;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Hands the caller to controller methods that have a {@link RequestContext} parameter. */
final class CallerArgument implements HandlerMethodArgumentResolver {

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
    HttpServletRequest served = request.getNativeRequest(HttpServletRequest.class);
    if (served == null) {
      throw new IllegalStateException("not a servlet request: " + request);
    }
    return Callers.of(served);
  }
}
