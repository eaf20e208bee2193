package io.glance.api.v1;

import io.glance.api.image.ImageEdit;
import io.glance.api.image.ImageEdit.Operation;
import io.glance.api.image.ReservedProperties;
import io.glance.api.protection.PropertyAccess;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a request changes of an image, as edits. What it repeats it does not change.
 *
 * <p>Source: glance/api/v1/images.py, Controller.update and _enforce_*_protected_props.
 */
final class ImageChanges {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Image before;
  private final ImageMeta meta;
  private final List<ImageEdit> edits = new ArrayList<>();

  private ImageChanges(Image before, ImageMeta meta) {
    this.before = before;
    this.meta = meta;
  }

  /**
   * @param purges whether properties that the request does not name go, as far as the caller sees
   *     them
   * @throws GlanceException.Forbidden if something never changes, or a property is not the caller's
   *     to touch
   */
  static List<ImageEdit> of(
      Image before, ImageMeta meta, boolean purges, PropertyAccess access, RequestContext caller) {
    ImageChanges changes = new ImageChanges(before, meta);
    changes.requireSame("status", before.status().wireName());
    changes.requireSame("id", before.id());
    changes.addFields(caller);
    changes.addProperties(access);
    if (purges) {
      changes.purge(access);
    }
    return changes.edits;
  }

  private void requireSame(String field, String value) {
    if (meta.has(field) && !value.equals(meta.text(field))) {
      throw new GlanceException.Forbidden("Forbidden to modify '%s' of image.".formatted(field));
    }
  }

  private void addFields(RequestContext caller) {
    addText("name", before.name());
    addText("disk_format", before.diskFormat());
    addText("container_format", before.containerFormat());
    addText("checksum", before.checksum());
    if (caller.admin()) {
      addText("owner", before.owner());
    }
    addNumber("min_disk", (long) before.minDisk());
    addNumber("min_ram", (long) before.minRam());
    addNumber("size", before.size() == null ? Long.valueOf(0) : before.size());
    addNumber("virtual_size", before.virtualSize());
    meta.flag("protected")
        .filter(flag -> flag != before.isProtected())
        .ifPresent(flag -> add("protected", JSON.booleanNode(flag)));
    boolean isPublic = before.visibility() == Visibility.PUBLIC;
    meta.flag("is_public")
        .filter(flag -> flag != isPublic)
        .map(flag -> flag ? Visibility.PUBLIC : Visibility.SHARED)
        .ifPresent(visibility -> add("visibility", JSON.stringNode(visibility.wireName())));
  }

  private void addText(String field, @Nullable String current) {
    if (meta.has(field) && !Objects.equals(meta.text(field), current)) {
      add(field, textNode(meta.text(field)));
    }
  }

  private void addNumber(String field, @Nullable Long current) {
    @Nullable Long wanted = meta.number(field).orElse(null);
    if (meta.has(field) && !Objects.equals(wanted, current)) {
      add(field, wanted == null ? JSON.nullNode() : JSON.numberNode(wanted));
    }
  }

  private static JsonNode textNode(@Nullable String text) {
    return text == null ? JSON.nullNode() : JSON.stringNode(text);
  }

  private void add(String property, JsonNode value) {
    edits.add(new ImageEdit(Operation.ADD, property, null, value));
  }

  private void addProperties(PropertyAccess access) {
    for (Map.Entry<String, @Nullable String> wanted : meta.properties().entrySet()) {
      String name = wanted.getKey();
      boolean exists = before.properties().containsKey(name);
      if (exists && !access.readable(name)) {
        throw isProtected(name);
      }
      if (exists && Objects.equals(before.properties().get(name), wanted.getValue())) {
        continue;
      }
      require(
          name,
          () -> {
            if (exists) {
              access.requireUpdatable(name);
            } else {
              access.requireCreatable(name);
            }
          });
      add(name, textNode(wanted.getValue()));
    }
  }

  private void purge(PropertyAccess access) {
    for (String name : before.properties().keySet()) {
      boolean isKnown = meta.properties().containsKey(name) || ReservedProperties.isTaken(name);
      if (!isKnown && access.readable(name)) {
        require(name, () -> access.requireDeletable(name));
        edits.add(new ImageEdit(Operation.REMOVE, name, null, JSON.missingNode()));
      }
    }
  }

  /** The refusal in the words of this version. */
  static void require(String property, Runnable rule) {
    try {
      rule.run();
    } catch (GlanceException.Forbidden _) {
      throw isProtected(property);
    }
  }

  private static GlanceException isProtected(String property) {
    return new GlanceException.Forbidden("Property '%s' is protected".formatted(property));
  }
}
