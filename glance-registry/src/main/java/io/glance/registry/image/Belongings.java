package io.glance.registry.image;

import io.glance.common.image.ImageLocation;
import io.glance.registry.db.LiveRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The live rows that belong to one image. Each kind comes out in the order of its rows. */
final class Belongings {
  /** As many times {@link #select} wants the condition's parameters. */
  static final int KINDS = 3;

  private static final int PROPERTY = 1;
  private static final int TAG = 2;
  private static final int LOCATION = 3;

  private final List<Row> properties = new ArrayList<>();
  private final List<Row> tags = new ArrayList<>();
  private final List<Row> locations = new ArrayList<>();

  private record Row(long id, String name, @Nullable String value, @Nullable String metadata) {}

  /**
   * Selects the rows that belong to images as kind, id, image's id, name, value, metadata and then
   * {@code padding}.
   *
   * @param images condition on the column {@code image_id}, with parameters of its own each of the
   *     three times
   */
  static String select(String images, String padding) {
    return "SELECT 1, p.id, p.image_id, p.name, p.value, NULL"
        + padding
        + " FROM image_properties p WHERE p.image_id "
        + images
        + " AND "
        + LiveRow.of("p")
        + " UNION ALL SELECT 2, t.id, t.image_id, t.value, NULL, NULL"
        + padding
        + " FROM image_tags t WHERE t.image_id "
        + images
        + " AND "
        + LiveRow.of("t")
        + " UNION ALL SELECT 3, l.id, l.image_id, '', l.value, l.meta_data"
        + padding
        + " FROM image_locations l WHERE l.image_id "
        + images
        + " AND "
        + LiveRow.of("l")
        + " AND l.status = 'active'";
  }

  /** Takes a row that starts with the columns of {@link #select}. */
  void add(ResultSet rows) throws SQLException {
    Row row = new Row(rows.getLong(2), rows.getString(4), rows.getString(5), rows.getString(6));
    switch (rows.getInt(1)) {
      case PROPERTY -> properties.add(row);
      case TAG -> tags.add(row);
      case LOCATION -> locations.add(row);
      default -> throw new SQLException("a row of an unknown kind");
    }
  }

  Map<String, @Nullable String> properties() {
    properties.sort(Comparator.comparingLong(Row::id));
    Map<String, @Nullable String> values = LinkedHashMap.newLinkedHashMap(properties.size());
    for (Row row : properties) {
      values.put(row.name, row.value);
    }
    return values;
  }

  List<String> tags() {
    tags.sort(Comparator.comparingLong(Row::id));
    return tags.stream().map(Row::name).distinct().toList();
  }

  List<ImageLocation> locations() {
    locations.sort(Comparator.comparingLong(Row::id));
    return locations.stream()
        .map(row ->
            new ImageLocation(
                row.id, row.value == null ? "" : row.value, LocationMetadata.read(row.metadata)))
        .toList();
  }
}
