package io.glance.registry.image;

import io.glance.registry.db.DatabaseTime;
import io.glance.registry.db.Queries;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hides what belongs to an image together with it, and brings it back. What was hidden at the same
 * moment belongs together; that is all the original's schema tells.
 */
final class Deletion {
  private static final List<String> KINDS = List.of("PropertyEntity", "TagEntity", "MemberEntity");

  private static final String LAST =
      "SELECT MAX(deleted_at) FROM (SELECT deleted_at FROM image_properties WHERE image_id = ?"
          + " UNION ALL SELECT deleted_at FROM image_tags WHERE image_id = ?"
          + " UNION ALL SELECT deleted_at FROM image_members WHERE image_id = ?"
          + " UNION ALL SELECT deleted_at FROM image_locations WHERE image_id = ?) d";

  private final Queries queries;
  private final EntityManager entities;

  Deletion(Queries queries, EntityManager entities) {
    this.queries = queries;
    this.entities = entities;
  }

  /** Now, or a second that nothing of the image was deleted in before. */
  Instant momentFor(String imageId, Instant now) {
    @Nullable String last =
        queries.read(
            LAST, Collections.nCopies(4, imageId), rows -> rows.next() ? rows.getString(1) : null);
    if (last == null || DatabaseTime.read(last).isBefore(now)) {
      return now;
    }
    return Instant.ofEpochSecond(DatabaseTime.read(last).getEpochSecond() + 1);
  }

  void hideBelongings(String imageId, Instant moment) {
    for (String kind : KINDS) {
      entities
          .createQuery(
              "update %s e set e.deleted = true, e.deletedAt = :moment where e.imageId = :imageId and e.deleted = false"
                  .formatted(kind))
          .setParameter("moment", moment)
          .setParameter("imageId", imageId)
          .executeUpdate();
    }
  }

  void reviveBelongings(String imageId, Instant moment) {
    for (String kind : KINDS) {
      entities
          .createQuery(
              "update %s e set e.deleted = false, e.deletedAt = null where e.imageId = :imageId and e.deletedAt = :moment"
                  .formatted(kind))
          .setParameter("moment", moment)
          .setParameter("imageId", imageId)
          .executeUpdate();
    }
  }
}
