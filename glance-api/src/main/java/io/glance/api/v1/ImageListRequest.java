package io.glance.api.v1;

import io.glance.api.frontdoor.QueryString;
import io.glance.api.quota.LimitProperties;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.ImageField;
import io.glance.common.registryapi.ImageQuery;
import io.glance.common.registryapi.ImageQuery.Comparison;
import io.glance.common.registryapi.ImageQuery.Condition;
import io.glance.common.registryapi.ImageQuery.Rows;
import io.glance.common.registryapi.ImageQuery.SortKey;
import io.glance.common.registryapi.ImageQuery.VisibilityScope;
import io.glance.common.time.IsoTime;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a list of images. Of a repeated one the last counts; unknown ones do not.
 *
 * <p>Administrators see what everybody sees, unless they ask for more by {@code is_public} or
 * {@code deleted}, which others ask for in vain. Images shared with a project are listed whether it
 * accepted them or not.
 *
 * <p>Source: glance/api/v1/images.py, _get_filters and _get_query_params; glance/api/v1/filters.py;
 * glance/registry/api/v1/images.py, _get_query_params.
 */
final class ImageListRequest {
  private static final String PROPERTY = "property-";
  private static final Set<String> FLAGS = Set.of("none", "true", "false", "1", "0");
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(?:-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}");

  /** Compared as they are. */
  private static final List<ImageField> EXACT =
      List.of(
          ImageField.NAME,
          ImageField.STATUS,
          ImageField.CONTAINER_FORMAT,
          ImageField.DISK_FORMAT,
          ImageField.MIN_RAM,
          ImageField.MIN_DISK);

  private static final List<ImageField> SORTED =
      List.of(
          ImageField.NAME,
          ImageField.STATUS,
          ImageField.CONTAINER_FORMAT,
          ImageField.DISK_FORMAT,
          ImageField.SIZE,
          ImageField.ID,
          ImageField.CREATED_AT,
          ImageField.UPDATED_AT);

  private final QueryString parameters;

  private ImageListRequest(QueryString parameters) {
    this.parameters = parameters;
  }

  /**
   * @param queryString as sent; absent if there is none
   * @throws GlanceException.Invalid if a parameter cannot be understood
   */
  static ImageQuery of(
      @Nullable String queryString, LimitProperties limits, RequestContext caller) {
    ImageListRequest request = new ImageListRequest(QueryString.of(queryString));
    request.requireGoodFilters();
    List<Condition> conditions = request.conditions();
    Optional<String> publicly = request.flag("is_public");
    return new ImageQuery(
        request.limit(limits),
        request.marker(),
        request.sort(),
        caller.admin() ? scope(publicly) : VisibilityScope.USUAL,
        null,
        false,
        conditions,
        request.properties(),
        List.of(),
        request.rows(caller),
        caller.admin() && publicly.orElse("true").equals("true"));
  }

  private void requireGoodFilters() {
    for (String size : List.of("size_min", "size_max", "min_ram")) {
      requireFilter(
          size, text -> WholeNumber.of(text).filter(number -> number.signum() >= 0).isPresent());
    }
    for (String flag : List.of("is_public", "protected")) {
      requireFilter(flag, text -> FLAGS.contains(text.toLowerCase(Locale.ROOT)));
    }
  }

  private void requireFilter(String name, Predicate<String> isGood) {
    parameters
        .last(name)
        .filter(isGood.negate())
        .ifPresent(value -> {
          throw new GlanceException.Invalid(
              null, "Bad value passed to filter %s got %s".formatted(name, value));
        });
  }

  private List<Condition> conditions() {
    List<Condition> conditions = new ArrayList<>();
    for (ImageField field : EXACT) {
      parameters
          .last(field.wireName())
          .ifPresent(value -> conditions.add(is(field, Comparison.EQUAL, value.strip())));
    }
    parameters
        .last("size_min")
        .ifPresent(
            size -> conditions.add(is(ImageField.SIZE, Comparison.GREATER_OR_EQUAL, number(size))));
    parameters
        .last("size_max")
        .ifPresent(
            size -> conditions.add(is(ImageField.SIZE, Comparison.LESS_OR_EQUAL, number(size))));
    parameters
        .last("changes-since")
        .ifPresent(
            time -> conditions.add(is(ImageField.UPDATED_AT, Comparison.GREATER, time(time))));
    flag("protected")
        .ifPresent(value -> {
          if (value.equals("none")) {
            throw new GlanceException.Invalid(null, "protected must be True, or False");
          }
          conditions.add(is(ImageField.PROTECTED, Comparison.EQUAL, value));
        });
    return conditions;
  }

  private static Condition is(ImageField field, Comparison comparison, String value) {
    return new Condition(field, comparison, List.of(value));
  }

  private static String number(String text) {
    return WholeNumber.of(text).orElse(BigInteger.ZERO).toString();
  }

  private static String time(String text) {
    return IsoTime.parse(text)
        .orElseThrow(() -> new GlanceException.Invalid(null, "Unrecognized changes-since value"))
        .toString();
  }

  /** {@code true}, {@code false} or {@code none}; empty if it is not there. */
  private Optional<String> flag(String name) {
    return parameters
        .last(name)
        .map(value ->
            switch (value.toLowerCase(Locale.ROOT)) {
              case "1" -> "true";
              case "0" -> "false";
              case String other -> other;
            });
  }

  private static VisibilityScope scope(Optional<String> publicly) {
    return switch (publicly.orElse("true")) {
      case "false" -> VisibilityScope.NOT_PUBLIC;
      case "none" -> VisibilityScope.ALL;
      default -> VisibilityScope.USUAL;
    };
  }

  private Rows rows(RequestContext caller) {
    Optional<String> deleted = caller.admin() ? parameters.last("deleted") : Optional.empty();
    if (deleted.isPresent()) {
      return Booleans.of(deleted.get()) ? Rows.DELETED : Rows.LIVE;
    }
    return parameters.has("changes-since") ? Rows.ALL : Rows.LIVE;
  }

  private int limit(LimitProperties limits) {
    Optional<String> text = parameters.last("limit");
    if (text.isEmpty()) {
      return Math.min(limits.apiLimitMax(), limits.limitParamDefault());
    }
    BigInteger limit =
        WholeNumber.of(text.get())
            .orElseThrow(() -> new GlanceException.Invalid(null, "limit param must be an integer"));
    if (limit.signum() < 0) {
      throw new GlanceException.Invalid(null, "limit param must be positive");
    }
    return limit.min(BigInteger.valueOf(limits.apiLimitMax())).intValueExact();
  }

  private @Nullable String marker() {
    String marker = parameters.last("marker").orElse("");
    if (marker.isEmpty()) {
      return null;
    }
    if (!UUID_TEXT.matcher(marker).matches()) {
      throw new GlanceException.Invalid("Invalid marker format");
    }
    return marker;
  }

  private List<SortKey> sort() {
    String key = parameters.last("sort_key").orElse("created_at");
    ImageField field =
        SORTED.stream()
            .filter(one -> one.wireName().equals(key))
            .findFirst()
            .orElseThrow(() -> unsupported("sort_key", SORTED.stream().map(ImageField::wireName)));
    String direction = parameters.last("sort_dir").orElse("desc");
    if (!direction.equals("asc") && !direction.equals("desc")) {
      throw unsupported("sort_dir", Stream.of("asc", "desc"));
    }
    boolean ascending = direction.equals("asc");
    return List.of(
        new SortKey(field, ascending),
        new SortKey(ImageField.CREATED_AT, ascending),
        new SortKey(ImageField.ID, ascending));
  }

  private static GlanceException unsupported(String parameter, Stream<String> values) {
    return new GlanceException.Invalid(
        "Unsupported %s. Acceptable values: %s"
            .formatted(parameter, values.collect(Collectors.joining(", "))));
  }

  private Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    for (QueryString.Parameter one : parameters.parameters()) {
      if (one.name().startsWith(PROPERTY)) {
        properties.put(one.name().substring(PROPERTY.length()), one.value());
      }
    }
    return properties;
  }
}
