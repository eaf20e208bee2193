package io.glance.api.frontdoor;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Absolute URLs, as the client that made a request would write them. */
public final class RequestUrl {

  /** Attribute of a request: the path under which a proxy offers this service. */
  static final String PREFIX = RequestUrl.class.getName() + ".prefix";

  private RequestUrl() {}

  /**
   * Scheme and authority that the client used, without a slash at the end.
   *
   * <p>Source: webob/request.py, Request.host_url.
   */
  public static String base(HttpServletRequest request) {
    @Nullable String host = request.getHeader("Host");
    String authority =
        host == null || host.isEmpty()
            ? request.getServerName() + ":" + request.getServerPort()
            : withoutDefaultPort(host, request.getScheme());
    return request.getScheme() + "://" + authority;
  }

  /** The same with the path under which the client found this service. */
  static String application(HttpServletRequest request) {
    Object prefix = request.getAttribute(PREFIX);
    return prefix == null ? base(request) : base(request) + RequestPaths.canonical((String) prefix);
  }

  private static String withoutDefaultPort(String host, String scheme) {
    String port = scheme.equals("https") ? ":443" : ":80";
    return host.endsWith(port) ? host.substring(0, host.length() - port.length()) : host;
  }

  /**
   * @param path beginning with a slash
   */
  public static String absolute(HttpServletRequest request, String path) {
    return base(request) + path;
  }
}
