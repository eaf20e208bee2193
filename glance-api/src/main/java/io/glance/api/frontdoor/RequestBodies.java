package io.glance.api.frontdoor;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether requests have a body.
 *
 * <p>Source: glance/common/wsgi.py, JSONRequestDeserializer.
 */
public final class RequestBodies {
  private static final Set<String> ENCODINGS =
      Set.of("chunked", "compress", "deflate", "gzip", "identity");
  private static final Set<String> VERBS = Set.of("POST", "PUT", "PATCH");

  private RequestBodies() {}

  public static boolean isPresent(HttpServletRequest request) {
    if (request.getContentLengthLong() > 0) {
      return true;
    }
    @Nullable String encoding = request.getHeader("Transfer-Encoding");
    return encoding != null
        && VERBS.contains(request.getMethod())
        && ENCODINGS.contains(encoding.toLowerCase(Locale.ROOT));
  }
}
