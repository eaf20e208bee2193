package io.glance.api.versions;

import io.glance.store.backends.Stores;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The versions of the API: which there are, and which one a request means.
 *
 * <p>There are those that the original has, in its order.
 *
 * <p>Source: glance/api/versions.py and glance/api/middleware/version_negotiation.py.
 */
@Component
public final class Versions {
  private static final String VENDOR_TYPE = "application/vnd.openstack.images-";

  private static final String CURRENT = "v2.17";

  private static final String CURRENT_WITH_CACHE = "v2.18";

  /** The newer versions of a site, by what it offers, in the order of the original. */
  private static final List<String> WITH_ONE_STORE = List.of("v2.15", "v2.9", CURRENT);

  private static final List<String> WITH_STORES_TO_CHOOSE =
      List.of("v2.15", "v2.13", "v2.12", "v2.11", "v2.10", "v2.9", "v2.8", CURRENT);

  private static final List<String> WITH_CACHE =
      List.of(CURRENT_WITH_CACHE, "v2.17", "v2.16", "v2.15", "v2.14", "v2.9");

  private static final List<String> WITH_CACHE_AND_STORES =
      List.of(
          CURRENT_WITH_CACHE,
          "v2.17",
          "v2.16",
          "v2.15",
          "v2.14",
          "v2.13",
          "v2.12",
          "v2.11",
          "v2.10",
          "v2.9",
          "v2.8");

  /** Those of API v1, of which all mean the same, in the order of the original when it had it. */
  private static final List<String> FIRST = List.of("v1.1", "v1.0");

  private static final List<String> ALWAYS =
      List.of("v2.7", "v2.6", "v2.5", "v2.4", "v2.3", "v2.2", "v2.1", "v2.0");

  private final @Nullable String publicEndpoint;
  private final String current;
  private final List<String> listed;
  private final List<String> deprecated;
  private final Map<String, String> roots;

  Versions(VersionsProperties options, Stores stores) {
    publicEndpoint = options.publicEndpoint();
    current = options.hasCache() ? CURRENT_WITH_CACHE : CURRENT;
    listed =
        Stream.concat(newer(options.hasCache(), stores.isMultiple()).stream(), ALWAYS.stream())
            .toList();
    deprecated = options.enableV1Api() ? FIRST : List.of();
    roots = new HashMap<>();
    listed.forEach(version -> roots.put(version, "/v2"));
    roots.put("v2", "/v2");
    deprecated.forEach(version -> roots.put(version, "/v1"));
    if (options.enableV1Api()) {
      roots.put("v1", "/v1");
    }
  }

  private static List<String> newer(boolean hasCache, boolean hasStores) {
    if (hasCache) {
      return hasStores ? WITH_CACHE_AND_STORES : WITH_CACHE;
    }
    return hasStores ? WITH_STORES_TO_CHOOSE : WITH_ONE_STORE;
  }

  /** Whether a version is served that describes images in the headers of its answers. */
  public boolean describesInHeaders() {
    return roots.containsKey("v1");
  }

  /** Whether {@code path} asks for the list itself. */
  public boolean isList(String path) {
    return path.equals("/versions") || path.startsWith("/versions/");
  }

  /**
   * The path within the API, beginning with {@code /v2} or {@code /v1}; absent if the request names
   * no version that there is.
   *
   * @param path of the request, decoded or not
   * @param accept the request's Accept header: a media type that names a version goes before the
   *     path, which then has none
   */
  public @Nullable String route(String path, @Nullable String accept) {
    if (accept != null && accept.startsWith(VENDOR_TYPE)) {
      return below(accept.substring(VENDOR_TYPE.length()), path);
    }
    int start = 0;
    while (start < path.length() && path.charAt(start) == '/') {
      start++;
    }
    int end = path.indexOf('/', start);
    if (end < 0) {
      end = path.length();
    }
    return below(path.substring(start, end), path.substring(end));
  }

  private @Nullable String below(String version, String rest) {
    @Nullable String root = roots.get(version);
    return root == null ? null : root + singleSlash(rest);
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
    String root = linkBase(base);
    StringJoiner entries = new StringJoiner(", ", "{\"versions\": [", "]}");
    for (String version : listed) {
      String status = version.equals(current) ? "CURRENT" : "SUPPORTED";
      entries.add(entry(version, status, root + "v2/"));
    }
    deprecated.forEach(version -> entries.add(entry(version, "DEPRECATED", root + "v1/")));
    return entries.toString();
  }

  private static String entry(String version, String status, String href) {
    return "{\"id\": \"%s\", \"status\": \"%s\", \"links\": [{\"rel\": \"self\", \"href\": \"%s\"}]}"
        .formatted(version, status, href);
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
