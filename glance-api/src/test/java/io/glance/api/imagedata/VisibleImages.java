package io.glance.api.imagedata;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.registryapi.ImageQuery;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.ImageUpdate;
import io.glance.common.registryapi.NewImage;
import io.glance.common.registryapi.StatusChange;
import io.glance.common.testing.TestingImage;
import java.util.ArrayList;
import java.util.List;

/**
 * The images of a {@link MemoryRegistry} as callers have them; all callers see all that are not
 * deleted.
 */
record VisibleImages(MemoryRegistry registry) implements ImageRegistry {

  @Override
  public Image get(String id, RequestContext caller) {
    return registry.visible(id);
  }

  @Override
  public Image getEvenDeleted(String id, RequestContext caller) {
    return registry.visible(id);
  }

  @Override
  public List<Image> getAll(List<String> ids, RequestContext caller) {
    return registry.allVisible().stream().filter(image -> ids.contains(image.id())).toList();
  }

  @Override
  public Image create(NewImage wanted, RequestContext caller) {
    if (registry.knows(wanted.id())) {
      throw new GlanceException.Duplicate("Image ID %s already exists!".formatted(wanted.id()));
    }
    Image image =
        TestingImage.queued()
            .id(wanted.id())
            .name(wanted.name())
            .visibility(wanted.visibility())
            .isProtected(wanted.isProtected())
            .hidden(wanted.isHidden())
            .owner(wanted.owner())
            .formats(wanted.diskFormat(), wanted.containerFormat())
            .minimum(wanted.minDisk(), wanted.minRam())
            .properties(wanted.properties())
            .tags(wanted.tags())
            .image();
    registry.put(image);
    return image;
  }

  @Override
  public Image createWithin(CreateWithin wanted, RequestContext caller) {
    return create(wanted.image(), caller);
  }

  /** In the order of their ids, whatever the query asks for beside marker and limit. */
  @Override
  public List<Image> list(ImageQuery query, RequestContext caller) {
    String marker = query.marker() == null ? "" : query.marker();
    return registry.allVisible().stream()
        .filter(image -> image.id().compareTo(marker) > 0)
        .limit(query.limit())
        .toList();
  }

  @Override
  public Image update(String id, ImageUpdate update, RequestContext caller) {
    if (!get(id, caller).equals(update.before())) {
      throw new GlanceException.Conflict("Image %s was changed meanwhile".formatted(id));
    }
    registry.put(update.after());
    return update.after();
  }

  @Override
  public Image changeStatus(String id, StatusChange change, RequestContext caller) {
    if (get(id, caller).status() != change.from()) {
      throw new GlanceException.Conflict(change.from().refusalOf(change.to()));
    }
    Image moved = Images.with(get(id, caller), change.to());
    registry.put(moved);
    return moved;
  }

  @Override
  public void addTag(String id, String tag, RequestContext caller) {
    List<String> tags = new ArrayList<>(get(id, caller).tags());
    if (!tags.contains(tag)) {
      tags.add(tag);
      registry.put(Images.tagged(get(id, caller), tags));
    }
  }

  @Override
  public void removeTag(String id, String tag, RequestContext caller) {
    List<String> tags = new ArrayList<>(get(id, caller).tags());
    if (!tags.remove(tag)) {
      throw new GlanceException.NotFound("No tag %s at image %s".formatted(tag, id));
    }
    registry.put(Images.tagged(get(id, caller), tags));
  }
}
