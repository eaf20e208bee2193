package io.glance.api.frontdoor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** A request under the path that it turned out to mean. */
final class RoutedRequest extends HttpServletRequestWrapper {
  private final String path;

  RoutedRequest(HttpServletRequest request, String path) {
    super(request);
    this.path = path;
  }

  @Override
  public String getRequestURI() {
    return path;
  }

  @Override
  public String getServletPath() {
    return path;
  }
}
