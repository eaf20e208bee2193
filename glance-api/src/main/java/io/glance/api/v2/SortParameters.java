package io.glance.api.v2;

import io.glance.api.frontdoor.QueryString;
import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.ImageField;
import io.glance.common.registryapi.ImageQuery.SortKey;
import java.util.ArrayList;
import java.util.List;

/**
 * The order that a list is asked for in: {@code sort=name:asc,size} or {@code
 * sort_key=name&sort_dir=asc}.
 *
 * <p>Source: glance/api/v2/images.py, RequestDeserializer._get_sorting_params;
 * glance/db/sqlalchemy/api.py, _image_get_all.
 */
final class SortParameters {
  private static final List<ImageField> KEYS =
      List.of(
          ImageField.NAME,
          ImageField.STATUS,
          ImageField.CONTAINER_FORMAT,
          ImageField.DISK_FORMAT,
          ImageField.SIZE,
          ImageField.ID,
          ImageField.CREATED_AT,
          ImageField.UPDATED_AT);
  private static final String DEFAULT_DIRECTION = "desc";

  private final List<ImageField> keys = new ArrayList<>();
  private final List<String> directions = new ArrayList<>();

  private SortParameters() {}

  /**
   * Takes the sorting out of the parameters. The keys that it returns make the order total.
   *
   * @throws GlanceException.Invalid if a key or a direction is unknown or they do not go together
   */
  static List<SortKey> take(QueryString parameters) {
    SortParameters sort = new SortParameters();
    if (parameters.has("sort")) {
      sort.takeNew(parameters);
    } else {
      sort.takeOld(parameters);
    }
    return sort.total();
  }

  private void takeNew(QueryString parameters) {
    if (parameters.has("sort_key") || parameters.has("sort_dir")) {
      throw new GlanceException.Invalid("Old and new sorting syntax cannot be combined");
    }
    String sort = parameters.take("sort").orElse("");
    for (String part : sort.strip().split(",", -1)) {
      int colon = part.indexOf(':');
      String direction = colon < 0 ? "" : part.substring(colon + 1);
      keys.add(key(colon < 0 ? part : part.substring(0, colon)));
      directions.add(direction(direction.isEmpty() ? DEFAULT_DIRECTION : direction));
    }
  }

  private void takeOld(QueryString parameters) {
    parameters.takeAll("sort_key").forEach(key -> keys.add(key(key)));
    parameters.takeAll("sort_dir").forEach(direction -> directions.add(direction(direction)));
    if (directions.size() > 1 && directions.size() != keys.size()) {
      throw new GlanceException.Invalid(
          "Number of sort dirs does not match the number of sort keys");
    }
  }

  private List<SortKey> total() {
    if (keys.isEmpty()) {
      keys.add(ImageField.CREATED_AT);
    }
    String last = directions.size() == 1 ? directions.getFirst() : DEFAULT_DIRECTION;
    List<SortKey> sort = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      add(sort, keys.get(i), directions.size() > 1 ? directions.get(i) : last);
    }
    add(sort, ImageField.CREATED_AT, last);
    add(sort, ImageField.ID, last);
    return sort;
  }

  /** A field that is already sorted by decides nothing the second time. */
  private static void add(List<SortKey> sort, ImageField field, String direction) {
    if (sort.stream().noneMatch(key -> key.field() == field)) {
      sort.add(new SortKey(field, direction.equals("asc")));
    }
  }

  private static ImageField key(String text) {
    String name = text.strip();
    return ImageField.find(name)
        .filter(KEYS::contains)
        .orElseThrow(() ->
            new GlanceException.Invalid(
                "Invalid sort key: %s. It must be one of the following: %s."
                    .formatted(
                        name,
                        String.join(", ", KEYS.stream().map(ImageField::wireName).toList()))));
  }

  private static String direction(String text) {
    String direction = text.strip();
    if (!direction.equals("asc") && !direction.equals("desc")) {
      throw new GlanceException.Invalid("Invalid sort direction: " + direction);
    }
    return direction;
  }
}
