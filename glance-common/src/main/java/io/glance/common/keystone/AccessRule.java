package io.glance.common.keystone;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request that the holder of an application credential may make.
 *
 * @param service type of the service, as {@code image}
 * @param path of the request: {@code *} and <code>{name}</code> stand for one segment, {@code **}
 *     for anything
 */
public record AccessRule(String service, String method, String path) {
  private static final Pattern WORD = Pattern.compile("\\{[^}]*}|\\*\\*|\\*|[^{}*]+");

  /** Source: keystonemiddleware/auth_token/__init__.py, _path_matches. */
  boolean permits(String askedService, String askedMethod, String askedPath) {
    return service.equals(askedService)
        && method.equals(askedMethod)
        && pattern().matcher(askedPath).matches();
  }

  private Pattern pattern() {
    StringBuilder pattern = new StringBuilder();
    Matcher words = WORD.matcher(path);
    while (words.find()) {
      String word = words.group();
      if (word.equals("**")) {
        pattern.append(".*");
      } else if (word.equals("*") || word.startsWith("{")) {
        pattern.append("[^/]+");
      } else {
        pattern.append(Pattern.quote(word));
      }
    }
    return Pattern.compile(pattern.toString());
  }
}
