package io.glance.api.frontdoor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells browsers which pages of other sites may use the API. It keeps nobody out: a page that may
 * not gets no word of permission, and its browser hides the answer.
 *
 * <p>Source: oslo_middleware/cors.py.
 */
final class Cors {
  private static final String ANY = "*";
  private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
  private static final List<String> SIMPLE_HEADERS =
      List.of(
          "Accept",
          "Accept-Language",
          "Content-Type",
          "Cache-Control",
          "Content-Language",
          "Expires",
          "Last-Modified",
          "Pragma");

  private final Map<String, CorsProperties> origins;

  Cors(Map<String, CorsProperties> origins) {
    this.origins = Map.copyOf(origins);
  }

  private record Permission(String origin, CorsProperties options) {}

  /** The headers of an answer to anything but a preflight. */
  void permit(HttpServletRequest request, HttpServletResponse response) {
    Permission permission = permission(request);
    if (permission == null) {
      return;
    }
    begin(permission, response);
    List<String> exposed = permission.options().exposeHeaders();
    if (!exposed.isEmpty()) {
      response.setHeader("Access-Control-Expose-Headers", String.join(",", exposed));
    }
  }

  /** The headers of an answer to a browser that asks whether it may ask. */
  void preflight(HttpServletRequest request, HttpServletResponse response) {
    Permission permission = permission(request);
    String method = request.getHeader("Access-Control-Request-Method");
    if (permission == null || method == null) {
      return;
    }
    CorsProperties options = permission.options();
    List<String> headers = listed(request.getHeader("Access-Control-Request-Headers"));
    if (!options.allowMethods().contains(method)
        || !headers.stream().allMatch(header -> mayBeSent(header, options))) {
      return;
    }
    begin(permission, response);
    if (options.maxAge() > 0) {
      response.setHeader("Access-Control-Max-Age", Integer.toString(options.maxAge()));
    }
    response.setHeader("Access-Control-Allow-Methods", method);
    if (!headers.isEmpty()) {
      response.setHeader("Access-Control-Allow-Headers", String.join(",", headers));
    }
  }

  private @Nullable Permission permission(HttpServletRequest request) {
    if (origins.isEmpty()) {
      return null;
    }
    String origin = request.getHeader("Origin");
    if (origin == null) {
      return null;
    }
    CorsProperties own = origins.get(origin);
    if (own != null) {
      return new Permission(origin, own);
    }
    CorsProperties all = origins.get(ANY);
    return all == null ? null : new Permission(ANY, all);
  }

  private static void begin(Permission permission, HttpServletResponse response) {
    response.setHeader("Vary", "Origin");
    response.setHeader(ALLOW_ORIGIN, permission.origin());
    if (permission.options().allowCredentials()) {
      response.setHeader("Access-Control-Allow-Credentials", "true");
    }
  }

  private static List<String> listed(@Nullable String header) {
    return header == null
        ? List.of()
        : Arrays.stream(header.split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
  }

  private static boolean mayBeSent(String header, CorsProperties options) {
    return Stream.concat(options.allowHeaders().stream(), SIMPLE_HEADERS.stream())
        .anyMatch(header::equalsIgnoreCase);
  }
}
