package io.glance.api.replicator;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a server's Images API is: {@code host:port} as the original takes it, or a URL with {@code
 * http} or {@code https}, and a path if the API is below one.
 *
 * <p>Source: glance/common/utils.py, parse_valid_host_port.
 */
public record Endpoint(URI url) {
  private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^\\]]*\\]|[^:]*)(?::(.*))?");
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9.])?|\\[[0-9A-Fa-f:.]+\\]");
  private static final int LARGEST_PORT = 65535;

  /**
   * @throws IllegalArgumentException if it is neither
   */
  public static Endpoint of(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.startsWith("http://") || lower.startsWith("https://")
        ? ofUrl(text)
        : ofHostAndPort(text);
  }

  private static Endpoint ofUrl(String text) {
    try {
      URI url = new URI(text);
      if (url.getHost() == null
          || url.getRawUserInfo() != null
          || url.getRawQuery() != null
          || url.getRawFragment() != null) {
        throw new IllegalArgumentException("A URL must have a host and at most a port and a path.");
      }
      String path = url.getRawPath().replaceFirst("(/v2)?/*$", "");
      return new Endpoint(
          new URI(url.getScheme().toLowerCase(Locale.ROOT) + "://" + url.getRawAuthority() + path));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("It is no valid URL: " + e.getReason(), e);
    }
  }

  private static Endpoint ofHostAndPort(String text) {
    Matcher parts = HOST_AND_PORT.matcher(text);
    if (!parts.matches()) {
      throw wrong("Host and port \"%s\" is not valid.".formatted(text));
    }
    int port = port(parts.group(2));
    if (!HOST.matcher(parts.group(1)).matches()) {
      throw wrong("Host \"%s\" is not valid.".formatted(parts.group(1)));
    }
    return new Endpoint(URI.create("http://%s:%d".formatted(parts.group(1), port)));
  }

  private static int port(@Nullable String text) {
    if (text != null && text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= LARGEST_PORT) {
      return Integer.parseInt(text);
    }
    throw wrong("Port \"%s\" is not valid.".formatted(text == null ? "None" : text));
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        what
            + " Please specify a host:port pair, where host is an IPv4 address, IPv6 address,"
            + " hostname, or FQDN. If using an IPv6 address, enclose it in brackets separately"
            + " from the port (i.e., \"[fe80::a:b:c]:9876\").");
  }

  /**
   * @param path begins with a slash
   */
  URI at(String path) {
    return URI.create(url + path);
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
