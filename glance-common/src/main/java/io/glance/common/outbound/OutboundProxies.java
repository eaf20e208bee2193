package io.glance.common.outbound;

import io.glance.common.config.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * HTTP proxies by the scheme of the URLs asked through them. The proxy is given the host's name and
 * looks it up itself: what passes the filter here may be another address there, so the proxy must
 * refuse what nobody may reach.
 */
public final class OutboundProxies {
  public static final OutboundProxies NONE = new OutboundProxies(Map.of());
  private static final Set<String> SCHEMES = Set.of("http", "https", "all");
  private static final Pattern FORM =
      Pattern.compile(
          "(?:http://)?(?:(?<user>[^:@/]*):(?<password>[^@/]*)@)?"
              + "(?<host>\\[[0-9a-fA-F:.]+\\]|[^:@/\\[\\]]+)(?::(?<port>[0-9]{1,5}))?/?");
  private static final int LARGEST_PORT = 65535;

  private final Map<String, Proxy> byScheme;

  private OutboundProxies(Map<String, Proxy> byScheme) {
    this.byScheme = Map.copyOf(byScheme);
  }

  /**
   * @param options {@code http}, {@code https} or {@code all} → {@code [user:password@]host[:port]}
   * @throws IllegalArgumentException if they are not of this form; the message repeats no password
   */
  public static OutboundProxies of(Map<String, String> options) {
    Map<String, Proxy> proxies = new LinkedHashMap<>();
    options.forEach((scheme, proxy) -> {
      if (!SCHEMES.contains(scheme)) {
        throw new IllegalArgumentException(
            "proxy for '%s', must be for http, https or all".formatted(scheme));
      }
      proxies.put(scheme, proxy(scheme, proxy));
    });
    return new OutboundProxies(proxies);
  }

  Optional<Proxy> forScheme(String scheme) {
    return Optional.ofNullable(byScheme.getOrDefault(scheme, byScheme.get("all")));
  }

  private static Proxy proxy(String scheme, String text) {
    Matcher form = FORM.matcher(text);
    int port =
        form.matches() && form.group("port") != null ? Integer.parseInt(form.group("port")) : 80;
    if (!form.matches() || port < 1 || port > LARGEST_PORT) {
      throw new IllegalArgumentException(
          "proxy for '%s' is not of the form host:port".formatted(scheme));
    }
    String password = form.group("password");
    return new Proxy(
        form.group("host").replaceAll("[\\[\\]]", ""),
        port,
        form.group("user"),
        password == null ? null : Secret.of(password));
  }

  record Proxy(String host, int port, @Nullable String user, @Nullable Secret password) {}
}
