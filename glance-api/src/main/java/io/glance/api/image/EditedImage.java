package io.glance.api.image;

import io.glance.api.location.EditedLocations;
import io.glance.api.location.EditedLocations.Formats;
import io.glance.api.protection.PropertyAccess;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.Visibility;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An image while edits are made to it, one after the other. Nothing of it is stored.
 *
 * <p>Source: glance/api/v2/images.py, ImagesController.update; glance/domain/__init__.py, Image.
 */
final class EditedImage {
  private static final Set<String> OWN_FIELDS =
      Set.of(
          "name",
          "visibility",
          "protected",
          "os_hidden",
          "owner",
          "disk_format",
          "container_format",
          "min_disk",
          "min_ram",
          "tags",
          "size",
          "virtual_size",
          "checksum");

  private final Image before;
  private final EditedLocations locations;
  private final PropertyAccess access;
  private @Nullable String name;
  private Visibility visibility;
  private boolean isProtected;
  private boolean isHidden;
  private @Nullable String owner;
  private @Nullable String diskFormat;
  private @Nullable String containerFormat;
  private int minDisk;
  private int minRam;
  private List<String> tags;
  private final Map<String, JsonNode> data = new HashMap<>();
  private final Map<String, @Nullable String> properties;

  /**
   * @param access what its editor may do with its properties
   */
  EditedImage(Image before, EditedLocations locations, PropertyAccess access) {
    this.before = before;
    this.locations = locations;
    this.access = access;
    name = before.name();
    visibility = before.visibility();
    isProtected = before.isProtected();
    isHidden = before.isHidden();
    owner = before.owner();
    diskFormat = before.diskFormat();
    containerFormat = before.containerFormat();
    minDisk = before.minDisk();
    minRam = before.minRam();
    tags = before.tags();
    properties = new LinkedHashMap<>(before.properties());
  }

  /**
   * @throws GlanceException.Conflict if the property is not there, or should not be
   * @throws GlanceException.Forbidden if it can never be removed, or not be set now, or not by this
   *     editor
   * @throws GlanceException.Invalid if the value is out of range
   */
  void apply(ImageEdit edit) {
    String property = edit.property();
    if (property.equals("locations")) {
      editLocations(edit);
      return;
    }
    boolean isOwnField = OWN_FIELDS.contains(property);
    if (!isOwnField) {
      ReservedProperties.requireFree(property);
    }
    boolean exists = isOwnField || (properties.containsKey(property) && access.readable(property));
    switch (edit.operation()) {
      case ADD -> {}
      case ADD_NEW -> require(!exists, property, "already present");
      case REPLACE -> require(exists, property, "does not exist");
      case REMOVE -> {
        if (isOwnField) {
          throw new GlanceException.Forbidden(
              null, "Property %s may not be removed.".formatted(property));
        }
        require(exists, property, "does not exist");
        access.requireDeletable(property);
        properties.remove(property);
        return;
      }
    }
    if (isOwnField) {
      setField(property, edit.value());
    } else {
      setProperty(property, edit.value(), exists);
    }
  }

  private void setProperty(String property, JsonNode value, boolean exists) {
    StorableText.requireName(property);
    if (exists) {
      access.requireUpdatable(property);
    } else {
      access.requireCreatable(property);
    }
    properties.put(property, AdditionalProperty.textOf(property, value));
  }

  private void editLocations(ImageEdit edit) {
    String position = edit.position() == null ? "" : edit.position();
    Formats formats = new Formats(diskFormat, containerFormat);
    switch (edit.operation()) {
      case ADD, ADD_NEW -> locations.add(position, edit.value(), formats);
      case REPLACE -> locations.replace(edit.value(), formats);
      case REMOVE -> locations.remove(position);
    }
  }

  private static void require(boolean fulfilled, String property, String otherwise) {
    if (!fulfilled) {
      throw new GlanceException.Conflict(null, "Property %s %s.".formatted(property, otherwise));
    }
  }

  private void setField(String field, JsonNode value) {
    switch (field) {
      case "name" -> name = textOrNull(value);
      case "visibility" -> visibility = Visibility.of(value.stringValue());
      case "protected" -> isProtected = value.booleanValue();
      case "os_hidden" -> isHidden = value.booleanValue();
      case "owner" -> owner = emptyToNull(textOrNull(value));
      case "disk_format" -> {
        requireReplaceable(field);
        diskFormat = textOrNull(value);
      }
      case "container_format" -> {
        requireReplaceable(field);
        containerFormat = textOrNull(value);
      }
      case "min_disk" -> minDisk = WholeNumbers.of(field, value);
      case "min_ram" -> minRam = WholeNumbers.of(field, value);
      case "tags" -> tags = texts(value);
      case "size", "virtual_size", "checksum" -> data.put(field, value);
      default -> throw new IllegalArgumentException(field);
    }
  }

  private void requireReplaceable(String field) {
    if (!locations.status().mayChangeFormat()) {
      throw new GlanceException.Forbidden(
          "Attribute %s can be only replaced for a queued image.".formatted(field));
    }
  }

  /** Whether it has properties that it did not have before the edits. */
  boolean hasNewProperties() {
    return !before.properties().keySet().containsAll(properties.keySet());
  }

  /** The tags as the last edit of them gave them, one sent twice standing twice. */
  List<String> tags() {
    return tags;
  }

  Map<String, @Nullable String> properties() {
    return Collections.unmodifiableMap(properties);
  }

  @SuppressWarnings("NullAway") // javac loses the @Nullable in the type of a record's parameter
  Image result() {
    return new Image(
        before.id(),
        name,
        locations.status(),
        visibility,
        isProtected,
        isHidden,
        owner,
        diskFormat,
        containerFormat,
        number("size", locations.size()),
        number("virtual_size", before.virtualSize()),
        data.containsKey("checksum")
            ? textOrNull(data.get("checksum"))
            : locations.digest("checksum"),
        locations.digest("os_hash_algo"),
        locations.digest("os_hash_value"),
        minDisk,
        minRam,
        before.createdAt(),
        before.updatedAt(),
        properties,
        List.copyOf(new LinkedHashSet<>(tags)),
        locations.locations());
  }

  private @Nullable Long number(String field, @Nullable Long otherwise) {
    @Nullable JsonNode edited = data.get(field);
    if (edited == null) {
      return otherwise;
    }
    return edited.isNull() ? null : Long.valueOf(edited.longValue());
  }

  private static @Nullable String textOrNull(JsonNode value) {
    return value.isNull() ? null : value.stringValue();
  }

  private static @Nullable String emptyToNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.stringValue()));
    return texts;
  }
}
