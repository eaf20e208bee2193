package io.glance.common.error;

import io.glance.common.http.AcceptHeader;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The body of an error answer, in whichever of the original's three forms the client reads.
 *
 * <p>Source: webob/exc.py, WSGIHTTPException.
 *
 * @param title the status's name, as the original words it
 * @param parts text and markup in turns, text first; only text is escaped
 */
public record FaultBody(int status, String title, List<String> parts) {
  private static final String HTML = "text/html";
  private static final String JSON = "application/json";
  private static final List<String> OFFERS = List.of(HTML, JSON);
  private static final Pattern BREAK = Pattern.compile("(?is)<br.*?>");
  private static final Pattern COMMENT = Pattern.compile("<!--|-->");
  private static final Pattern TAG = Pattern.compile("(?s)<.*?>");

  public FaultBody {
    parts = List.copyOf(parts);
  }

  /**
   * A body as it is sent.
   *
   * @param text to be encoded as UTF-8
   */
  public record Written(String contentType, String text) {}

  /**
   * @param accept the request's Accept header
   */
  public Written write(@Nullable String accept) {
    Optional<String> form = AcceptHeader.of(accept).best(OFFERS);
    if (form.isEmpty()) {
      return new Written("text/plain; charset=UTF-8", plain());
    }
    return form.get().equals(HTML)
        ? new Written("text/html; charset=UTF-8", html())
        : new Written(JSON, json());
  }

  private String html() {
    String heading = status + " " + title;
    return """
    <html>
     <head>
      <title>%s</title>
     </head>
     <body>
      <h1>%s</h1>
      %s
     </body>
    </html>\
    """
        .formatted(heading, heading, joined(FaultBody::escapeHtml));
  }

  private String json() {
    return "{\"message\": "
        + quote(joined(UnaryOperator.identity()))
        + ", \"code\": "
        + quote(status + " " + title)
        + ", \"title\": "
        + quote(title)
        + "}";
  }

  private String plain() {
    String folded = joined(UnaryOperator.identity()).replace('\n', ' ').replace("\r", "");
    String broken = BREAK.matcher(folded).replaceAll("\n");
    String uncommented = COMMENT.matcher(broken).replaceAll("");
    return status + " " + title + "\n\n" + TAG.matcher(uncommented).replaceAll("");
  }

  private String joined(UnaryOperator<String> escape) {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      body.append(i % 2 == 0 ? escape.apply(parts.get(i)) : parts.get(i));
    }
    return body.toString();
  }

  private static String escapeHtml(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(point -> {
          switch (point) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '"' -> escaped.append("&quot;");
            case '\'' -> escaped.append("&#x27;");
            default -> {
              if (point < 0x80) {
                escaped.append((char) point);
              } else {
                escaped.append("&#").append(point).append(';');
              }
            }
          }
        });
    return escaped.toString();
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 16).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        case '\b' -> quoted.append("\\b");
        case '\f' -> quoted.append("\\f");
        default -> {
          if (c < 0x20 || c > 0x7e) {
            quoted.append("\\u%04x".formatted((int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
