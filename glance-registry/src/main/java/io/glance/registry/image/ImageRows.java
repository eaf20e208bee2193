package io.glance.registry.image;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.registry.db.DatabaseTime;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;

/** Entities of images for those who write. All methods but the clock's need a transaction. */
final class ImageRows {
  private static final int TAGS_OF_A_STATEMENT = 200;

  private final ImageRepository images;
  private final MemberRepository members;
  private final EntityManager entities;
  private final ImageReader reader;
  private final Clock clock;

  ImageRows(
      ImageRepository images,
      MemberRepository members,
      EntityManager entities,
      ImageReader reader,
      Clock clock) {
    this.images = images;
    this.members = members;
    this.entities = entities;
    this.reader = reader;
    this.clock = clock;
  }

  /** Whole seconds, which is what the database keeps. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * Locks a live image.
   *
   * @throws GlanceException.NotFound if the caller sees no such image
   */
  ImageEntity lock(String id, RequestContext caller) {
    ImageEntity image = lockEvenDeleted(id);
    if (image.deleted || !VisibilityRule.sees(image, caller, this::isMember)) {
      throw ImageReader.notFound(id);
    }
    return image;
  }

  /**
   * @throws GlanceException.NotFound if there was never such an image
   */
  ImageEntity lockEvenDeleted(String id) {
    return findAndLock(id).orElseThrow(() -> ImageReader.notFound(id));
  }

  /** Locks an image; absent if it is deleted. */
  Optional<ImageEntity> findLive(String id) {
    return findAndLock(id).filter(image -> !image.deleted);
  }

  /** Locks an image, deleted or not; absent if it was purged. */
  Optional<ImageEntity> findAndLock(String id) {
    return id.length() > ImageReader.LONGEST_ID ? Optional.empty() : images.lock(id);
  }

  private boolean isMember(String imageId, String project) {
    return members.everOf(imageId, project).stream().anyMatch(member -> !member.deleted);
  }

  /**
   * @throws GlanceException.Unavailable if the image is being removed, which may yet be undone
   */
  void requireNoRemoval(String id) {
    findAndLock(id)
        .filter(image -> image.deleted)
        .filter(image -> ImageStatus.of(image.status) == ImageStatus.PENDING_DELETE)
        .ifPresent(_ -> {
          throw new GlanceException.Unavailable("Image %s is being removed".formatted(id));
        });
  }

  void insert(Object entity) {
    entities.persist(entity);
  }

  /**
   * Inserts one row at once, not as a batch of one, for which the driver for MySQL prepares its
   * statement anew each time.
   */
  void insertNow(Object entity) {
    Session session = entities.unwrap(Session.class);
    session.setJdbcBatchSize(1);
    session.persist(entity);
    session.flush();
    session.setJdbcBatchSize(null);
  }

  /** Inserts tags of an image whose row is there, many in one statement. */
  void insertTags(String imageId, List<String> tags, Instant now) {
    String time = DatabaseTime.write(now);
    for (int from = 0; from < tags.size(); from += TAGS_OF_A_STATEMENT) {
      int to = Math.min(tags.size(), from + TAGS_OF_A_STATEMENT);
      Query insert =
          entities.createNativeQuery(
              "INSERT INTO image_tags (image_id, value, created_at, updated_at, deleted) VALUES "
                  + String.join(", ", Collections.nCopies(to - from, "(?, ?, ?, ?, 0)")));
      int parameter = 0;
      for (String tag : tags.subList(from, to)) {
        for (String value : List.of(imageId, tag, time, time)) {
          parameter++;
          insert.setParameter(parameter, value);
        }
      }
      insert.executeUpdate();
    }
  }

  void flush() {
    entities.flush();
  }

  /** Removes a row for good, at once. */
  void erase(Object entity) {
    entities.remove(entity);
    entities.flush();
  }

  /** The image as it is after the changes made so far. */
  Image written(ImageEntity image) {
    entities.flush();
    return reader.get(image.id, RequestContext.administrator(""));
  }
}
