package io.glance.api.v2;

import io.glance.api.frontdoor.QueryString;
import io.glance.api.quota.LimitProperties;
import io.glance.common.error.GlanceException;
import io.glance.common.image.MemberStatus;
import io.glance.common.registryapi.ImageQuery;
import io.glance.common.registryapi.ImageQuery.SortKey;
import io.glance.common.registryapi.ImageQuery.VisibilityScope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a list of images.
 *
 * <p>Source: glance/api/v2/images.py, RequestDeserializer.index and ImagesController.index. Unlike
 * there, links keep all values of a repeated parameter.
 *
 * @param query what to look for
 * @param findsNothing whether no image can be meant, so that nobody needs to look
 * @param link parameters of the links to other pages, without marker
 */
record ListRequest(ImageQuery query, boolean findsNothing, QueryString link) {

  /**
   * @param queryString as sent
   * @throws GlanceException.Invalid if a parameter cannot be understood
   */
  static ListRequest of(@Nullable String queryString, LimitProperties limits) {
    QueryString link = QueryString.of(queryString);
    QueryString parameters = link.copy();
    link.takeAll("marker");
    String limit = parameters.take("limit").orElse("");
    boolean hasLimit = link.has("limit");
    @Nullable String marker = parameters.take("marker").orElse(null);
    String memberStatus = parameters.take("member_status").orElse("accepted");
    List<String> tags = parameters.takeAll("tag").stream().map(String::strip).toList();
    Map<String, String> filters = lastOfEach(parameters);
    requireKnownVisibility(filters.get("visibility"));
    requireNoChangesSince(filters);
    @Nullable MemberStatus offers = memberStatus(memberStatus);
    int images = hasLimit ? limit(limit) : limits.limitParamDefault();
    List<SortKey> sort = SortParameters.take(parameters);
    Filters remaining = Filters.of(lastOfEach(parameters));
    ImageQuery query =
        new ImageQuery(
            Math.min(limits.apiLimitMax(), images),
            marker,
            sort,
            remaining.visibility,
            offers,
            remaining.hidden,
            remaining.others.conditions(),
            remaining.others.properties(),
            tags);
    return new ListRequest(query, remaining.findsNothing(), link);
  }

  private static Map<String, String> lastOfEach(QueryString parameters) {
    Map<String, String> last = new LinkedHashMap<>();
    for (QueryString.Parameter one : parameters.parameters()) {
      last.put(one.name(), one.value());
    }
    return last;
  }

  private record Filters(
      VisibilityScope visibility, boolean nowhereVisible, boolean hidden, FilterParameters others) {

    static Filters of(Map<String, String> filters) {
      filters.remove("deleted");
      boolean hidden = hidden(filters.remove("os_hidden"));
      @Nullable String visibility = filters.remove("visibility");
      FilterParameters others = new FilterParameters();
      if (filters.containsKey("protected")) {
        others.add("protected", filters.remove("protected"));
      }
      filters.forEach(others::add);
      boolean nowhereVisible = visibility != null && visibility.isEmpty();
      return new Filters(scope(visibility), nowhereVisible, hidden, others);
    }

    boolean findsNothing() {
      return nowhereVisible || others.isUnfulfillable();
    }

    private static VisibilityScope scope(@Nullable String visibility) {
      return visibility == null || visibility.isEmpty()
          ? VisibilityScope.USUAL
          : VisibilityScope.valueOf(visibility.toUpperCase(Locale.ROOT));
    }

    private static boolean hidden(@Nullable String value) {
      String lower = value == null ? "false" : value.toLowerCase(Locale.ROOT);
      if (!lower.equals("true") && !lower.equals("false")) {
        throw new GlanceException.Invalid(
            "Invalid value '%s' for 'os_hidden' filter. Valid values are 'true' or 'false'."
                .formatted(lower));
      }
      return lower.equals("true");
    }
  }

  /**
   * @throws GlanceException.Invalid unless it is a whole number of at least 0
   */
  static int limit(String text) {
    String digits = text.strip().replace("_", "");
    if (!digits.matches("[-+]?[0-9]+")) {
      throw new GlanceException.Invalid("limit param must be an integer");
    }
    if (digits.startsWith("-") && !digits.matches("-0+")) {
      throw new GlanceException.Invalid("limit param must be positive");
    }
    String significant = digits.replaceFirst("^[-+]?0*", "0");
    return significant.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(significant);
  }

  private static @Nullable MemberStatus memberStatus(String text) {
    return switch (text) {
      case "all" -> null;
      case "pending", "accepted", "rejected" -> MemberStatus.of(text);
      default -> throw new GlanceException.Invalid("Invalid status: " + text);
    };
  }

  private static void requireKnownVisibility(@Nullable String visibility) {
    if (visibility == null || visibility.isEmpty()) {
      return;
    }
    if (!List.of("community", "public", "private", "shared", "all").contains(visibility)) {
      throw new GlanceException.Invalid("Invalid visibility value: " + visibility);
    }
  }

  private static void requireNoChangesSince(Map<String, String> filters) {
    if (filters.containsKey("changes-since")) {
      throw new GlanceException.Invalid(
          "The \"changes-since\" filter is no longer available on v2.");
    }
  }

  /** The address of the first page. */
  String first() {
    return page(link);
  }

  /** The address of the page after the image. */
  String next(String lastId) {
    return page(link.with("marker", lastId));
  }

  private static String page(QueryString parameters) {
    String text = parameters.toString();
    return text.isEmpty() ? "/v2/images" : "/v2/images?" + text;
  }
}
