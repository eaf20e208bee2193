package io.glance.common.outbound;

import io.glance.common.config.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL taken apart once: what is judged is what is asked, there is no second reading of the text.
 *
 * <p>Stricter than RFC 3986 where readers are known to disagree: no blanks, control characters or
 * backslashes anywhere, one {@code @} at most, the port is digits, the host is an {@link
 * OutboundHost}.
 *
 * @param scheme lower-cased
 * @param userInfo what stands before {@code @}, verbatim
 * @param explicitPort -1 if none is written
 * @param target path and query as they are sent; begins with a slash
 */
record OutboundUrl(
    String scheme, @Nullable Secret userInfo, OutboundHost host, int explicitPort, String target) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?:(?<user>[^/?#@]*)@)?"
              + "(?<host>\\[[^/?#@\\[\\]]*\\]|[^/?#@:\\[\\]]*)(?::(?<port>[0-9]{0,5}))?"
              + "(?<target>(?:[/?][^#]*)?)(?:#.*)?");
  private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");
  private static final int LARGEST_PORT = 65535;

  /**
   * @throws IllegalArgumentException if this is no such URL; the message does not repeat it
   */
  static OutboundUrl parse(String text) {
    if (text.chars().anyMatch(c -> c <= ' ' || c == 0x7f || c == '\\')) {
      throw new IllegalArgumentException("it has a blank, a control character or a backslash");
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("it is not of the form scheme://host:port/path");
    }
    String user = form.group("user");
    return new OutboundUrl(
        form.group("scheme").toLowerCase(Locale.ROOT),
        user == null ? null : Secret.of(user),
        OutboundHost.ofUrl(form.group("host")),
        port(form.group("port")),
        target(form.group("target")));
  }

  static boolean isAbsolute(String reference) {
    return ABSOLUTE.matcher(reference).matches();
  }

  /** The text of what {@code reference}, a redirect from here, leads to. */
  String resolve(String reference) {
    if (isAbsolute(reference)) {
      return reference;
    }
    if (reference.startsWith("//")) {
      return scheme + ":" + reference;
    }
    String path = target.replaceFirst("\\?.*", "");
    if (reference.startsWith("/")) {
      path = "";
    } else if (!reference.startsWith("?")) {
      path = path.substring(0, path.lastIndexOf('/') + 1);
    }
    return origin() + path + reference;
  }

  /** Scheme, host and port: what credentials are meant for. */
  String origin() {
    return "%s://%s:%d".formatted(scheme, hostInUrl(), port());
  }

  int port() {
    if (explicitPort >= 0) {
      return explicitPort;
    }
    return scheme.equals("https") ? 443 : 80;
  }

  /** Without what may be secret: user, path and query. */
  @Override
  public String toString() {
    return origin();
  }

  private String hostInUrl() {
    return host.text().indexOf(':') < 0 ? host.text() : "[" + host.text() + "]";
  }

  private static int port(@Nullable String digits) {
    if (digits == null || digits.isEmpty()) {
      return -1;
    }
    int port = Integer.parseInt(digits);
    if (port < 1 || port > LARGEST_PORT) {
      throw new IllegalArgumentException("it has a port that there is not");
    }
    return port;
  }

  private static String target(String text) {
    StringBuilder target = new StringBuilder(text.startsWith("/") ? "" : "/");
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (octet > 0) {
        target.append((char) octet);
      } else {
        target.append("%%%02X".formatted(octet & 0xff));
      }
    }
    return target.toString();
  }
}
