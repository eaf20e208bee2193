package io.glance.common.image;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Where an image stands between its creation and its removal.
 *
 * <p>Source: glance/domain/__init__.py, Image.valid_state_targets; glance/api/v1/upload_utils.py,
 * safe_kill, which gives up queued images, too; a deactivated image may also wait for its delayed
 * removal, which the original refuses by mistake.
 */
public enum ImageStatus {
  QUEUED,
  SAVING,
  UPLOADING,
  IMPORTING,
  ACTIVE,
  DEACTIVATED,
  KILLED,
  PENDING_DELETE,
  DELETED;

  /** The name in the database and on the wire. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if no status has that name
   */
  @JsonCreator
  public static ImageStatus of(String wireName) {
    for (ImageStatus status : values()) {
      if (status.wireName().equals(wireName)) {
        return status;
      }
    }
    throw new IllegalArgumentException("no image status is named '" + wireName + "'");
  }

  /** Whether an image in this status may move to {@code next}. */
  public boolean canMoveTo(ImageStatus next) {
    return targets().contains(next);
  }

  /** What clients are told when an image in this status does not move to {@code next}. */
  public String refusalOf(ImageStatus next) {
    return "Image status transition from %s to %s is not allowed"
        .formatted(wireName(), next.wireName());
  }

  /**
   * Whether somebody may say what the size and the checksum of the data are: anybody as long as
   * there are none, administrators also of data that are there, nobody of data that are on their
   * way.
   */
  public boolean mayBeDescribed(boolean byAdministrator) {
    return switch (this) {
      case QUEUED -> true;
      case ACTIVE, DEACTIVATED, KILLED -> byAdministrator;
      case SAVING, UPLOADING, IMPORTING, PENDING_DELETE, DELETED -> false;
    };
  }

  /** Whether the formats of an image in this status may still change. */
  public boolean mayChangeFormat() {
    return this == QUEUED || this == IMPORTING;
  }

  private Set<ImageStatus> targets() {
    return switch (this) {
      case QUEUED -> EnumSet.of(SAVING, UPLOADING, IMPORTING, ACTIVE, KILLED, DELETED);
      case SAVING -> EnumSet.of(ACTIVE, KILLED, DELETED, QUEUED);
      case UPLOADING -> EnumSet.of(IMPORTING, QUEUED, DELETED);
      case IMPORTING -> EnumSet.of(ACTIVE, DELETED, QUEUED);
      case ACTIVE -> EnumSet.of(PENDING_DELETE, DELETED, DEACTIVATED);
      case DEACTIVATED -> EnumSet.of(ACTIVE, DELETED, PENDING_DELETE);
      case KILLED -> EnumSet.of(DELETED);
      case PENDING_DELETE -> EnumSet.of(DELETED, ACTIVE);
      case DELETED -> EnumSet.noneOf(ImageStatus.class);
    };
  }
}
