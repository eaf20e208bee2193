package io.glance.api.versions;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The versions of the API: which there are, and which one a request means.
 *
 * <p>There are those that the original has without an image cache and without several stores, in
 * its order.
 *
 * <p>Source: glance/api/versions.py and glance/api/middleware/version_negotiation.py.
 */
@Component
public final class Versions {
  private static final String VENDOR_TYPE = "application/vnd.openstack.images-";

  private static final String CURRENT = "v2.17";
  private static final List<String> LISTED =
      List.of(
          "v2.15", "v2.9", CURRENT, "v2.7", "v2.6", "v2.5", "v2.4", "v2.3", "v2.2", "v2.1", "v2.0");
  private static final Set<String> ACCEPTED =
      Stream.concat(LISTED.stream(), Stream.of("v2")).collect(Collectors.toUnmodifiableSet());

  private final @Nullable String publicEndpoint;

  Versions(VersionsProperties options) {
    publicEndpoint = options.publicEndpoint();
  }

  /** Whether {@code path} asks for the list itself. */
  public boolean isList(String path) {
    return path.equals("/versions") || path.startsWith("/versions/");
  }

  /**
   * The path within the API, beginning with {@code /v2}; absent if the request names no version
   * that there is.
   *
   * @param path of the request, decoded or not
   * @param accept the request's Accept header: a media type that names a version goes before the
   *     path, which then has none
   */
  public @Nullable String route(String path, @Nullable String accept) {
    if (accept != null && accept.startsWith(VENDOR_TYPE)) {
      return ACCEPTED.contains(accept.substring(VENDOR_TYPE.length()))
          ? "/v2" + singleSlash(path)
          : null;
    }
    int start = 0;
    while (start < path.length() && path.charAt(start) == '/') {
      start++;
    }
    int end = path.indexOf('/', start);
    if (end < 0) {
      end = path.length();
    }
    return ACCEPTED.contains(path.substring(start, end))
        ? "/v2" + singleSlash(path.substring(end))
        : null;
  }

  private static String singleSlash(String rest) {
    int start = 0;
    while (rest.startsWith("//", start)) {
      start++;
    }
    return rest.substring(start);
  }

  /**
   * The list, as JSON.
   *
   * @param base scheme and authority that the client used
   */
  public String document(String base) {
    String href = linkBase(base) + "v2/";
    StringBuilder json = new StringBuilder("{\"versions\": [");
    for (String version : LISTED) {
      json.append(json.charAt(json.length() - 1) == '[' ? "" : ", ")
          .append("{\"id\": \"")
          .append(version)
          .append("\", \"status\": \"")
          .append(version.equals(CURRENT) ? "CURRENT" : "SUPPORTED")
          .append("\", \"links\": [{\"rel\": \"self\", \"href\": \"")
          .append(href)
          .append("\"}]}");
    }
    return json.append("]}").toString();
  }

  private String linkBase(String base) {
    String chosen = publicEndpoint == null || publicEndpoint.isBlank() ? base : publicEndpoint;
    int end = chosen.length();
    while (end > 0 && chosen.charAt(end - 1) == '/') {
      end--;
    }
    return chosen.substring(0, end).replace("\\", "\\\\").replace("\"", "\\\"") + "/";
  }
}
