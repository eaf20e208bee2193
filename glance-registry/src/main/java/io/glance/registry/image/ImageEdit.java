package io.glance.registry.image;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.image.InternalProperties;
import io.glance.common.image.Visibility;
import io.glance.common.registryapi.ImageUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One edit of one locked image, merged three ways: what the edit changes must stand in the database
 * as its editor read it.
 */
final class ImageEdit {
  private final ImageEntity image;
  private final ImageUpdate update;
  private final ImageRows rows;
  private final ImageProperties stored;
  private final Instant now;

  ImageEdit(ImageEntity image, ImageUpdate update, ImageRows rows) {
    this.image = image;
    this.update = update;
    this.rows = rows;
    this.stored = new ImageProperties(image, rows);
    this.now = rows.now();
  }

  /**
   * @throws GlanceException.Invalid if a value does not fit its column
   */
  static void check(Image after) {
    ColumnLimits.check("The name", after.name(), ColumnLimits.NAME);
    ColumnLimits.check("The owner", after.owner(), ColumnLimits.NAME);
    ColumnLimits.check("The disk format", after.diskFormat(), ColumnLimits.FORMAT);
    ColumnLimits.check("The container format", after.containerFormat(), ColumnLimits.FORMAT);
    ColumnLimits.check("The checksum", after.checksum(), ColumnLimits.CHECKSUM);
    ColumnLimits.checkProperties(after.properties());
    after.tags().forEach(tag -> ColumnLimits.check("A tag", tag, ColumnLimits.NAME));
  }

  /**
   * Whether the image, locked, still stands where its data may be described and its formats
   * changed: it may have moved since the editor read it, and what is described may be the same as
   * before.
   *
   * @throws GlanceException.Conflict if it does not
   */
  void requireDescribable(RequestContext caller) {
    ImageStatus status = ImageStatus.of(image.status);
    boolean describes =
        changes(Image::size) || changes(Image::virtualSize) || changes(Image::checksum);
    boolean formats = changes(Image::diskFormat) || changes(Image::containerFormat);
    if ((describes && !status.mayBeDescribed(caller.admin()))
        || (formats && !status.mayChangeFormat())) {
      throw new GlanceException.Conflict(
          "What is said of the data of image %s cannot be changed while it is %s."
              .formatted(image.id, status.wireName()));
    }
  }

  private boolean changes(Function<Image, @Nullable Object> of) {
    return !Objects.equals(of.apply(update.before()), of.apply(update.after()));
  }

  /**
   * @throws GlanceException.Conflict if somebody else changed what the edit changes
   */
  void apply() {
    field("name", Image::name, image.name, value -> image.name = value);
    field("visibility", Image::visibility, Visibility.of(image.visibility), this::setVisibility);
    field("protected", Image::isProtected, image.isProtected, value -> image.isProtected = value);
    field("os_hidden", Image::isHidden, image.isHidden, value -> image.isHidden = value);
    field("owner", ImageEdit::ownerOf, image.owner, value -> image.owner = value);
    field("disk_format", Image::diskFormat, image.diskFormat, value -> image.diskFormat = value);
    field(
        "container_format",
        Image::containerFormat,
        image.containerFormat,
        value -> image.containerFormat = value);
    field("min_disk", Image::minDisk, image.minDisk, value -> image.minDisk = value);
    field("min_ram", Image::minRam, image.minRam, value -> image.minRam = value);
    field("size", Image::size, image.size, value -> image.size = value);
    field("virtual_size", Image::virtualSize, image.virtualSize, this::setVirtualSize);
    field("checksum", Image::checksum, image.checksum, value -> image.checksum = value);
    properties();
    tags();
    image.updatedAt = now;
  }

  private void setVisibility(Visibility visibility) {
    image.visibility = visibility.wireName();
  }

  private void setVirtualSize(@Nullable Long bytes) {
    image.virtualSize = bytes;
  }

  private static @Nullable String ownerOf(Image image) {
    return ImageCreation.owner(image.owner());
  }

  private <T extends @Nullable Object> void field(
      String name, Function<Image, T> of, T stored, Consumer<T> set) {
    T before = of.apply(update.before());
    T after = of.apply(update.after());
    if (Objects.equals(before, after)) {
      return;
    }
    requireSame(name, before, stored);
    set.accept(after);
  }

  private void requireSame(String what, @Nullable Object before, @Nullable Object stored) {
    if (!Objects.equals(before, stored)) {
      throw new GlanceException.Conflict(
          "Image %s was changed by another request meanwhile: %s. Read it again and repeat."
              .formatted(image.id, what));
    }
  }

  private void properties() {
    Set<String> names = new LinkedHashSet<>(update.before().properties().keySet());
    names.addAll(update.after().properties().keySet());
    names.remove(InternalProperties.IMPORT_TASK); // no ordinary save touches it
    for (String name : names) {
      @Nullable Value before = valueOf(update.before(), name);
      @Nullable Value after = valueOf(update.after(), name);
      if (!Objects.equals(before, after)) {
        property(name, before, after);
      }
    }
  }

  /** The value of a property that is there; it may be null. */
  private record Value(@Nullable String text) {}

  private static @Nullable Value valueOf(Image image, String name) {
    return image.properties().containsKey(name) ? new Value(image.properties().get(name)) : null;
  }

  private void property(String name, @Nullable Value before, @Nullable Value after) {
    @Nullable PropertyEntity row = stored.row(name);
    requireSame(
        "property " + name, before, row == null || row.deleted ? null : new Value(row.value));
    if (after == null) {
      stored.delete(name);
    } else {
      stored.set(name, after.text());
    }
  }

  private void tags() {
    Set<String> before = new LinkedHashSet<>(update.before().tags());
    Set<String> after = new LinkedHashSet<>(update.after().tags());
    if (before.equals(after)) {
      return;
    }
    List<TagEntity> live = new ArrayList<>(image.tags);
    live.removeIf(tag -> tag.deleted);
    Set<String> stored = new LinkedHashSet<>();
    live.forEach(tag -> stored.add(tag.value));
    requireSame("tags", before, stored);
    live.stream().filter(tag -> !after.contains(tag.value)).forEach(tag -> tag.delete(now));
    after.stream()
        .filter(tag -> !stored.contains(tag))
        .forEach(tag -> rows.insert(TagEntity.of(image.id, tag, now)));
  }
}
