package io.glance.registry.image;

import io.glance.common.error.GlanceException;
import io.glance.common.image.ImageStatus;
import io.glance.common.image.InternalProperties;
import io.glance.common.registryapi.NewImage;
import java.time.Instant;

/**
 * Images that are registered for an import, and do not stay if it fails. Every method is part of a
 * transaction.
 *
 * <p>Source: glance/async_/flows/base_import.py, _CreateImage.
 */
public final class ImagesOfTasks {
  private final ImageRows rows;
  private final ImageCreation creation;
  private final Deletion deletion;

  ImagesOfTasks(ImageRows rows, ImageCreation creation, Deletion deletion) {
    this.rows = rows;
    this.creation = creation;
    this.deletion = deletion;
  }

  /**
   * @throws GlanceException.Duplicate if the id is in use, or two properties are the same to the
   *     database
   */
  public void create(NewImage wanted) {
    creation.insert(wanted);
  }

  /** The import has failed. The image goes, protected or not; one that has bytes stays. */
  public void remove(String id) {
    rows.findLive(id)
        .filter(image -> ImageStatus.of(image.status) == ImageStatus.QUEUED)
        .ifPresent(image -> {
          Instant moment = deletion.momentFor(image.id, rows.now());
          image.status = ImageStatus.DELETED.wireName();
          image.deleted = true;
          image.deletedAt = moment;
          image.updatedAt = rows.now();
          deletion.hideBelongings(image.id, moment);
        });
  }

  /** The import is over: what its progress was told by goes. */
  public void forgetProgress(String id) {
    rows.findLive(id)
        .ifPresent(image -> {
          ImageProperties properties = new ImageProperties(image, rows);
          properties.erase(InternalProperties.IMPORTING_TO);
          properties.erase(InternalProperties.FAILED_IMPORT);
        });
  }
}
