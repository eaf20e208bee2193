package io.glance.registry.image;

import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.DeclaredData;
import io.glance.common.registryapi.NewImage;
import io.glance.common.registryapi.ProjectLimit;
import io.glance.registry.db.Queries;
import io.glance.registry.db.Transactions;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Registers images. */
final class ImageCreation {
  private final ImageRows rows;
  private final Queries queries;
  private final Transactions transactions;
  private final OwnerUsage usage;

  ImageCreation(ImageRows rows, Queries queries, Transactions transactions, OwnerUsage usage) {
    this.rows = rows;
    this.queries = queries;
    this.transactions = transactions;
    this.usage = usage;
  }

  Image create(NewImage wanted) {
    return create(wanted, () -> {});
  }

  /**
   * @param limit of images that its owner may have
   */
  Image create(NewImage wanted, ProjectLimit limit) {
    return create(wanted, () -> usage.requireRoomForOne(limit));
  }

  private Image create(NewImage wanted, Runnable first) {
    check(wanted);
    Instant now = rows.now();
    try {
      transactions.run(() -> {
        first.run();
        insert(wanted, now);
      });
    } catch (GlanceException.Duplicate e) {
      throw duplicate(wanted, e);
    }
    return image(wanted, now);
  }

  /** As a part of its caller's transaction. */
  void insert(NewImage wanted) {
    check(wanted);
    insert(wanted, rows.now());
  }

  private static void check(NewImage wanted) {
    ColumnLimits.check("The id", wanted.id(), ImageReader.LONGEST_ID);
    ColumnLimits.check("The name", wanted.name(), ColumnLimits.NAME);
    ColumnLimits.check("The owner", wanted.owner(), ColumnLimits.NAME);
    ColumnLimits.check("The disk format", wanted.diskFormat(), ColumnLimits.FORMAT);
    ColumnLimits.check("The container format", wanted.containerFormat(), ColumnLimits.FORMAT);
    ColumnLimits.check("The checksum", wanted.data().checksum(), ColumnLimits.CHECKSUM);
    ColumnLimits.checkProperties(wanted.properties());
    wanted.tags().forEach(tag -> ColumnLimits.check("A tag", tag, ColumnLimits.NAME));
  }

  private void insert(NewImage wanted, Instant now) {
    ImageEntity image = new ImageEntity();
    image.id = wanted.id();
    image.name = wanted.name();
    image.status = status(wanted.data()).wireName();
    image.size = wanted.data().size();
    image.virtualSize = wanted.data().virtualSize();
    image.checksum = wanted.data().checksum();
    image.createdAt = now;
    image.updatedAt = now;
    image.diskFormat = wanted.diskFormat();
    image.containerFormat = wanted.containerFormat();
    image.owner = owner(wanted.owner());
    image.minDisk = wanted.minDisk();
    image.minRam = wanted.minRam();
    image.isProtected = wanted.isProtected();
    image.visibility = wanted.visibility().wireName();
    image.isHidden = wanted.isHidden();
    rows.insertNow(image);
    wanted
        .properties()
        .forEach((name, value) -> rows.insert(PropertyEntity.of(image.id, name, value, now)));
    rows.insertTags(image.id, wanted.tags().stream().distinct().toList(), now);
  }

  private GlanceException duplicate(NewImage wanted, GlanceException.Duplicate cause) {
    boolean taken =
        queries.read(
            "SELECT 1 FROM images i WHERE i.id = ?", List.of(wanted.id()), found -> found.next());
    GlanceException error =
        taken
            ? new GlanceException.Duplicate("Image ID %s already exists!".formatted(wanted.id()))
            : new GlanceException.Invalid(
                "The names of two properties are the same to the database, which ignores case.");
    error.initCause(cause);
    return error;
  }

  private static ImageStatus status(DeclaredData data) {
    return data.saysEmpty() ? ImageStatus.ACTIVE : ImageStatus.QUEUED;
  }

  /** An owner of no characters is none. */
  static @Nullable String owner(@Nullable String owner) {
    return owner == null || owner.isEmpty() ? null : owner;
  }

  @SuppressWarnings("NullAway") // javac loses the @Nullable in the type of a record's parameter
  private static Image image(NewImage wanted, Instant now) {
    return new Image(
        wanted.id(),
        wanted.name(),
        status(wanted.data()),
        wanted.visibility(),
        wanted.isProtected(),
        wanted.isHidden(),
        owner(wanted.owner()),
        wanted.diskFormat(),
        wanted.containerFormat(),
        wanted.data().size(),
        wanted.data().virtualSize(),
        wanted.data().checksum(),
        null,
        null,
        wanted.minDisk(),
        wanted.minRam(),
        now,
        now,
        wanted.properties(),
        wanted.tags().stream().distinct().toList(),
        List.of());
  }
}
