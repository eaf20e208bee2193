package io.glance.api.frontdoor;

import io.glance.common.error.GlanceException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Keeps what {@link NoBody} promises. */
final class NoBodyInterceptor implements HandlerInterceptor {

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (RequestBodies.isPresent(request)
        && handler instanceof HandlerMethod method
        && method.hasMethodAnnotation(NoBody.class)) {
      throw new GlanceException.Invalid("A body is not expected with this request.");
    }
    return true;
  }
}
