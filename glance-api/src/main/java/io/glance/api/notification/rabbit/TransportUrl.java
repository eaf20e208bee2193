package io.glance.api.notification.rabbit;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the brokers are: {@code
 * rabbit://user:password@host:port,user:password@host2:port/vhost?option=value}. Parts are
 * percent-decoded. It prints without its names and passwords.
 *
 * <p>Source: oslo_messaging/transport.py, TransportURL.parse;
 * oslo_messaging/_drivers/impl_rabbit.py, Connection._transform_transport_url.
 *
 * @param transport {@code rabbit} or another one's name
 * @param brokers at least one
 * @param virtualHost {@code /} if none is named
 * @param query options that count more than those of {@code [oslo_messaging_rabbit]}
 */
public record TransportUrl(
    String transport, List<Broker> brokers, String virtualHost, Map<String, String> query) {
  private static final int DEFAULT_PORT = 5672;
  private static final String DEFAULT_USER = "guest";
  private static final String SAY = "transport_url ";

  public TransportUrl {
    brokers = List.copyOf(brokers);
    query = new LinkedHashMap<>(query);
  }

  /** One host of a cluster. */
  public record Broker(String host, int port, String user, String password) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /**
   * @throws IllegalArgumentException if it is no such URL; the message tells nothing of the text,
   *     which holds passwords
   */
  public static TransportUrl parse(String url) {
    String text = url.strip();
    int colon = text.indexOf(':');
    String scheme = colon < 0 ? "" : text.substring(0, colon);
    if (!scheme.matches("[A-Za-z][A-Za-z0-9+.-]*")) {
      throw new IllegalArgumentException(SAY + "names no transport, such as rabbit://");
    }
    String rest = cutAt(text.substring(colon + 1), '#');
    int question = rest.indexOf('?');
    String query = question < 0 ? "" : rest.substring(question + 1);
    String place = question < 0 ? rest : rest.substring(0, question);
    if (!place.startsWith("//")) {
      throw new IllegalArgumentException(SAY + "has no // behind its transport");
    }
    int slash = place.indexOf('/', 2);
    String hosts = slash < 0 ? place.substring(2) : place.substring(2, slash);
    String path = slash < 0 ? "" : decoded(place.substring(slash + 1));
    return new TransportUrl(
        scheme.toLowerCase(Locale.ROOT),
        brokers(hosts),
        path.isEmpty() ? "/" : path,
        options(query));
  }

  private static List<Broker> brokers(String hosts) {
    List<Broker> brokers = new ArrayList<>();
    for (String one : hosts.split(",", -1)) {
      if (!one.isEmpty()) {
        brokers.add(broker(one));
      }
    }
    return brokers.isEmpty()
        ? List.of(new Broker("localhost", DEFAULT_PORT, DEFAULT_USER, DEFAULT_USER))
        : brokers;
  }

  private static Broker broker(String text) {
    int at = text.lastIndexOf('@');
    String credentials = at < 0 ? "" : text.substring(0, at);
    String address = text.substring(at + 1);
    int colon = credentials.indexOf(':');
    String user = colon < 0 ? credentials : credentials.substring(0, colon);
    String password = colon < 0 ? "" : credentials.substring(colon + 1);
    String host = address;
    @Nullable String port = null;
    if (address.startsWith("[")) {
      int end = address.indexOf(']');
      if (end < 0) {
        throw new IllegalArgumentException(SAY + "has an address whose [ is not closed");
      }
      host = address.substring(1, end);
      port = address.startsWith(":", end + 1) ? address.substring(end + 2) : null;
    } else if (address.indexOf(':') >= 0) {
      host = address.substring(0, address.indexOf(':'));
      port = address.substring(address.indexOf(':') + 1);
    }
    return new Broker(
        host.isEmpty() ? "localhost" : host,
        port(port),
        user.isEmpty() ? DEFAULT_USER : decoded(user),
        password.isEmpty() ? DEFAULT_USER : decoded(password));
  }

  private static int port(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return DEFAULT_PORT;
    }
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65535) {
      throw new IllegalArgumentException(
          SAY
              + "has a port that is no number from 1 to 65535; special characters of a password"
              + " are written %nn");
    }
    return Integer.parseInt(text);
  }

  private static Map<String, String> options(String query) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && equals < pair.length() - 1) {
        options.merge(
            decoded(pair.substring(0, equals).replace('+', ' ')),
            decoded(pair.substring(equals + 1).replace('+', ' ')),
            (one, other) -> one + "," + other);
      }
    }
    return options;
  }

  /**
   * Unlike a form's text, {@code +} stands for itself, and so does a {@code %} that means nothing.
   */
  private static String decoded(String text) {
    String safe = text.replace("+", "%2B").replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
    return URLDecoder.decode(safe, StandardCharsets.UTF_8);
  }

  private static String cutAt(String text, char end) {
    int at = text.indexOf(end);
    return at < 0 ? text : text.substring(0, at);
  }

  @Override
  public String toString() {
    return "%s://%s/%s"
        .formatted(
            transport,
            String.join(",", brokers.stream().map(Broker::toString).toList()),
            virtualHost);
  }
}
