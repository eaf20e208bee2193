package io.glance.api.frontdoor;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.condition.PathPatternsRequestCondition;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Finds the controller method of a request. {@code HEAD} is a verb of its own, which only those
 * resources know that name it.
 */
final class Routes extends RequestMappingHandlerMapping {

  @Override
  protected @Nullable HandlerMethod lookupHandlerMethod(String path, HttpServletRequest request)
      throws Exception {
    @Nullable HandlerMethod found = super.lookupHandlerMethod(path, request);
    if (found == null || !request.getMethod().equals("HEAD") || namesHead(found)) {
      return found;
    }
    if (isOnly(found)) {
      return null;
    }
    throw new HttpRequestMethodNotSupportedException("HEAD", verbsAt(request));
  }

  private static boolean namesHead(HandlerMethod method) {
    @Nullable RequestMapping route = method.getMethodAnnotation(RequestMapping.class);
    return route != null && List.of(route.method()).contains(RequestMethod.HEAD);
  }

  @Override
  protected @Nullable HandlerMethod handleNoMatch(
      Set<RequestMappingInfo> routes, String path, HttpServletRequest request)
      throws ServletException {
    List<HandlerMethod> others =
        getHandlerMethods().entrySet().stream()
            .filter(route -> isAt(route.getKey(), request))
            .map(Map.Entry::getValue)
            .toList();
    return others.stream().anyMatch(Routes::isOnly)
        ? null
        : super.handleNoMatch(routes, path, request);
  }

  private static boolean isOnly(HandlerMethod method) {
    return method.hasMethodAnnotation(OnlyVerb.class);
  }

  private static boolean isAt(RequestMappingInfo route, HttpServletRequest request) {
    PathPatternsRequestCondition paths = route.getPathPatternsCondition();
    return paths != null && paths.getMatchingCondition(request) != null;
  }

  private Set<String> verbsAt(HttpServletRequest request) {
    Set<RequestMethod> verbs = new LinkedHashSet<>();
    for (RequestMappingInfo route : getHandlerMethods().keySet()) {
      if (isAt(route, request)) {
        verbs.addAll(route.getMethodsCondition().getMethods());
      }
    }
    return verbs.stream().map(RequestMethod::name).collect(Collectors.toSet());
  }
}
