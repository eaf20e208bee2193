package io.glance.api.frontdoor;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.condition.PathPatternsRequestCondition;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Finds the controller method of a request. {@code HEAD} is a verb that no resource knows. */
final class Routes extends RequestMappingHandlerMapping {

  @Override
  protected @Nullable HandlerMethod lookupHandlerMethod(String path, HttpServletRequest request)
      throws Exception {
    @Nullable HandlerMethod found = super.lookupHandlerMethod(path, request);
    if (found != null && request.getMethod().equals("HEAD")) {
      throw new HttpRequestMethodNotSupportedException("HEAD", verbsAt(request));
    }
    return found;
  }

  private Set<String> verbsAt(HttpServletRequest request) {
    Set<RequestMethod> verbs = new LinkedHashSet<>();
    for (RequestMappingInfo route : getHandlerMethods().keySet()) {
      PathPatternsRequestCondition paths = route.getPathPatternsCondition();
      if (paths != null && paths.getMatchingCondition(request) != null) {
        verbs.addAll(route.getMethodsCondition().getMethods());
      }
    }
    return verbs.stream().map(RequestMethod::name).collect(Collectors.toSet());
  }
}
