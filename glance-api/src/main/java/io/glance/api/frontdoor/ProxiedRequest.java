package io.glance.api.frontdoor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request as its client made it, before a proxy passed it on: scheme, host and address are those
 * that the proxy tells of in {@code Forwarded}, or else in {@code X-Forwarded-*}. Of several
 * proxies the first one counts.
 *
 * <p>Source: oslo_middleware/http_proxy_to_wsgi.py.
 */
final class ProxiedRequest extends HttpServletRequestWrapper {
  private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9._~:\\[\\]-]+");
  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9._:\\[\\]-]+");

  private final String scheme;
  private final @Nullable String host;
  private final String address;

  ProxiedRequest(HttpServletRequest request) {
    super(request);
    String forwarded = request.getHeader("Forwarded");
    Map<String, String> told =
        forwarded == null || forwarded.isEmpty() ? told(request) : parsed(forwarded);
    String proto = told.getOrDefault("proto", "").toLowerCase(Locale.ROOT);
    scheme = proto.equals("http") || proto.equals("https") ? proto : request.getScheme();
    String authority = told.getOrDefault("host", "");
    host = AUTHORITY.matcher(authority).matches() ? authority : request.getHeader("Host");
    String client = told.getOrDefault("for", "");
    address = ADDRESS.matcher(client).matches() ? client : request.getRemoteAddr();
    String prefix = request.getHeader("X-Forwarded-Prefix");
    if (prefix != null && prefix.startsWith("/")) {
      request.setAttribute(RequestUrl.PREFIX, prefix);
    }
  }

  @Override
  public String getScheme() {
    return scheme;
  }

  @Override
  public boolean isSecure() {
    return scheme.equals("https");
  }

  @Override
  public String getRemoteAddr() {
    return address;
  }

  @Override
  public @Nullable String getHeader(String name) {
    return name.equalsIgnoreCase("Host") ? host : super.getHeader(name);
  }

  private static Map<String, String> told(HttpServletRequest request) {
    Map<String, String> told = new HashMap<>();
    for (String what : new String[] {"proto", "host", "for"}) {
      String value = request.getHeader("X-Forwarded-" + what);
      if (value != null) {
        told.put(what, value.split(",", 2)[0].strip());
      }
    }
    return told;
  }

  private static Map<String, String> parsed(String forwarded) {
    Map<String, String> told = new HashMap<>();
    for (String pair : forwarded.split(",", 2)[0].split(";", -1)) {
      String[] sides = pair.split("=", 2);
      if (sides.length == 2) {
        told.put(sides[0].strip().toLowerCase(Locale.ROOT), unquoted(sides[1].strip()));
      }
    }
    return told;
  }

  private static String unquoted(String value) {
    return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1)
        : value;
  }
}
