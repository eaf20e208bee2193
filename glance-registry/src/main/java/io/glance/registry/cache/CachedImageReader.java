package io.glance.registry.cache;

import io.glance.common.registryapi.CachedImage;
import io.glance.registry.db.DatabaseTime;
import io.glance.registry.db.LiveRow;
import io.glance.registry.db.Queries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code cached_images} and what it is compared with. */
final class CachedImageReader {
  private static final int MOST_AT_ONCE = 500;

  private final Queries queries;

  CachedImageReader(Queries queries) {
    this.queries = queries;
  }

  List<CachedImage> list(String node) {
    return queries.read(
        "SELECT c.id, c.image_id, c.last_accessed, c.last_modified, c.size, c.hits, c.checksum"
            + " FROM cached_images c"
            + " JOIN node_reference n ON n.node_reference_id = c.node_reference_id"
            + " WHERE n.node_reference_url = ? ORDER BY c.image_id",
        List.of(node),
        CachedImageReader::images);
  }

  List<String> nodesOf(String imageId) {
    return queries.read(
        "SELECT n.node_reference_url FROM cached_images c"
            + " JOIN node_reference n ON n.node_reference_id = c.node_reference_id"
            + " WHERE c.image_id = ? ORDER BY n.node_reference_url",
        List.of(imageId),
        CachedImageReader::texts);
  }

  /** Those of the ids that no image has, in their order. */
  List<String> gone(List<String> imageIds) {
    Set<String> live = new HashSet<>();
    for (int from = 0; from < imageIds.size(); from += MOST_AT_ONCE) {
      List<String> some = imageIds.subList(from, Math.min(from + MOST_AT_ONCE, imageIds.size()));
      live.addAll(
          queries.read(
              "SELECT i.id FROM images i WHERE %s AND i.id IN (%s)"
                  .formatted(
                      LiveRow.of("i"), String.join(", ", Collections.nCopies(some.size(), "?"))),
              some,
              CachedImageReader::texts));
    }
    return imageIds.stream().filter(id -> !live.contains(id)).toList();
  }

  private static List<String> texts(ResultSet rows) throws SQLException {
    List<String> texts = new ArrayList<>();
    while (rows.next()) {
      texts.add(rows.getString(1));
    }
    return texts;
  }

  private static List<CachedImage> images(ResultSet rows) throws SQLException {
    List<CachedImage> images = new ArrayList<>();
    while (rows.next()) {
      images.add(
          new CachedImage(
              rows.getLong(1),
              rows.getString(2),
              DatabaseTime.read(rows.getString(3)),
              DatabaseTime.read(rows.getString(4)),
              rows.getLong(5),
              rows.getInt(6),
              rows.getString(7)));
    }
    return images;
  }
}
