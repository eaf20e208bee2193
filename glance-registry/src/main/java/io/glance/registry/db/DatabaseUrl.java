package io.glance.registry.db;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A database's address as SQLAlchemy writes it.
 *
 * @param host absent for SQLite
 * @param name of the database, or the path of SQLite's file
 * @param parameters of the driver, decoded
 */
record DatabaseUrl(
    Database database,
    String host,
    int port,
    String user,
    String password,
    String name,
    Map<String, String> parameters) {

  private static final int MYSQL_PORT = 3306;

  // Source: sqlalchemy/engine/url.py, _parse_url
  private static final Pattern FORM =
      Pattern.compile(
          "(?<kind>[\\w+]+)://"
              + "(?:(?<user>[^:/]*)(?::(?<password>[^@]*))?@)?"
              + "(?:\\[(?<ipv6>[^/?]+)]|(?<host>[^/:?]+))?(?::(?<port>\\d*))?"
              + "(?:/(?<name>[^?]*))?(?:\\?(?<query>.*))?");

  DatabaseUrl {
    parameters = Map.copyOf(parameters);
  }

  /**
   * @throws IllegalArgumentException saying what is wrong, without the password
   */
  static DatabaseUrl parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "connection is not a URL like mysql+pymysql://user:password@host/name");
    }
    return switch (form.group("kind").replaceFirst("\\+.*", "")) {
      case "mysql", "mariadb" -> mysql(form);
      case "sqlite" -> sqlite(form);
      default ->
          throw new IllegalArgumentException(
              "connection names the database kind '%s'; it may be mysql or sqlite"
                  .formatted(form.group("kind")));
    };
  }

  private static DatabaseUrl mysql(Matcher form) {
    String host = form.group("ipv6") == null ? form.group("host") : '[' + form.group("ipv6") + ']';
    String port = form.group("port");
    String name = form.group("name");
    if (host != null && host.contains("@")) {
      throw new IllegalArgumentException(
          "connection has more than one @; write one inside a password as %40");
    }
    if (name == null || name.isEmpty()) {
      throw new IllegalArgumentException("connection names no database after the host");
    }
    return new DatabaseUrl(
        Database.MYSQL,
        host == null ? "localhost" : host,
        port == null || port.isEmpty() ? MYSQL_PORT : Integer.parseInt(port),
        decode(form.group("user")),
        decode(form.group("password")),
        name,
        query(form.group("query")));
  }

  private static DatabaseUrl sqlite(Matcher form) {
    String name = form.group("name");
    if (form.group("host") != null || name == null || name.isEmpty() || name.equals(":memory:")) {
      throw new IllegalArgumentException(
          "connection must name SQLite's file as sqlite:////absolute/path or"
              + " sqlite:///relative/path");
    }
    return new DatabaseUrl(Database.SQLITE, "", 0, "", "", name, query(form.group("query")));
  }

  private static Map<String, String> query(@Nullable String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (query == null || query.isEmpty()) {
      return parameters;
    }
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  /** Percent-decoding that leaves {@code +} alone, as SQLAlchemy's. */
  private static String decode(@Nullable String text) {
    if (text == null) {
      return "";
    }
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return database == Database.SQLITE
        ? "sqlite:///" + name
        : "mysql://%s:%d/%s".formatted(host, port, name);
  }
}
