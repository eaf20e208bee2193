package io.glance.common.outbound;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What to ask.
 *
 * @param method GET or HEAD
 * @param url as its user wrote it; {@code user:password@} in it becomes basic authentication, for
 *     this URL only
 * @param headers sent wherever redirects lead
 * @param credentials headers sent only to the scheme, host and port of {@code url}
 */
public record OutboundRequest(
    String method,
    String url,
    Map<String, String> headers,
    Map<String, String> credentials,
    Redirects redirects) {

  public OutboundRequest {
    if (!method.equals("GET") && !method.equals("HEAD")) {
      throw new IllegalArgumentException("method is %s, must be GET or HEAD".formatted(method));
    }
    headers = Map.copyOf(headers);
    credentials = Map.copyOf(credentials);
  }

  /** Follows no redirects. */
  public static OutboundRequest get(String url) {
    return new OutboundRequest("GET", url, Map.of(), Map.of(), Redirects.NONE);
  }

  /** Follows no redirects. */
  public static OutboundRequest head(String url) {
    return new OutboundRequest("HEAD", url, Map.of(), Map.of(), Redirects.NONE);
  }

  public OutboundRequest following(Redirects wanted) {
    return new OutboundRequest(method, url, headers, credentials, wanted);
  }

  public OutboundRequest withHeader(String name, String value) {
    return new OutboundRequest(method, url, with(headers, name, value), credentials, redirects);
  }

  public OutboundRequest withCredential(String name, String value) {
    return new OutboundRequest(method, url, headers, with(credentials, name, value), redirects);
  }

  /** Without what may be secret. */
  @Override
  public String toString() {
    return method;
  }

  private static Map<String, String> with(Map<String, String> some, String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(some);
    more.put(name, value);
    return more;
  }
}
