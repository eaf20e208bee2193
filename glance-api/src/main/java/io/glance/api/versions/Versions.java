package io.glance.api.versions;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The versions of the API: which there are, and which one a request means.
 *
 * <p>Source: glance/api/versions.py and glance/api/middleware/version_negotiation.py.
 */
@Component
public final class Versions {
  private static final String VENDOR_TYPE = "application/vnd.openstack.images-";

  private final @Nullable String publicEndpoint;
  private final List<Listed> listed;
  private final Set<String> accepted;

  private record Listed(String id, boolean current) {}

  Versions(VersionsProperties options) {
    publicEndpoint = options.publicEndpoint();
    listed = listed(options.cache(), options.backends());
    accepted = accepted(options.cache(), options.backends());
  }

  private static List<Listed> listed(boolean cache, boolean backends) {
    List<String> ids = new ArrayList<>();
    ids.addAll(cache ? List.of("v2.18", "v2.17", "v2.16", "v2.15", "v2.14") : List.of("v2.15"));
    ids.addAll(
        backends ? List.of("v2.13", "v2.12", "v2.11", "v2.10", "v2.9", "v2.8") : List.of("v2.9"));
    if (!cache) {
      ids.add("v2.17");
    }
    ids.addAll(List.of("v2.7", "v2.6", "v2.5", "v2.4", "v2.3", "v2.2", "v2.1", "v2.0"));
    String current = cache ? "v2.18" : "v2.17";
    return ids.stream().map(id -> new Listed(id, id.equals(current))).toList();
  }

  private static Set<String> accepted(boolean cache, boolean backends) {
    Set<String> names = new HashSet<>();
    names.add("v2");
    for (int minor = 0; minor <= 7; minor++) {
      names.add("v2." + minor);
    }
    names.addAll(List.of("v2.9", "v2.15", "v2.17"));
    if (cache) {
      names.addAll(List.of("v2.14", "v2.16", "v2.18"));
    }
    if (backends) {
      names.addAll(List.of("v2.8", "v2.10", "v2.11", "v2.12", "v2.13"));
    }
    return Set.copyOf(names);
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
      return accepted.contains(accept.substring(VENDOR_TYPE.length()))
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
    return accepted.contains(path.substring(start, end))
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
    for (Listed version : listed) {
      json.append(json.charAt(json.length() - 1) == '[' ? "" : ", ")
          .append("{\"id\": \"")
          .append(version.id())
          .append("\", \"status\": \"")
          .append(version.current() ? "CURRENT" : "SUPPORTED")
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
