package io.glance.api.registry;

import io.glance.common.context.RequestContext;
import io.glance.common.image.Image;
import io.glance.common.registryapi.ImageQuery;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.ImageUpdate;
import io.glance.common.registryapi.NewImage;
import io.glance.common.registryapi.StatusChange;
import java.util.List;

/** Reads single images through {@link JoinedReads}; all else goes straight to the registry. */
record JoinedImageRegistry(ImageRegistry registry, JoinedReads reads) implements ImageRegistry {

  @Override
  public Image get(String id, RequestContext caller) {
    return reads.get(id, caller);
  }

  @Override
  public List<Image> getAll(List<String> ids, RequestContext caller) {
    return registry.getAll(ids, caller);
  }

  @Override
  public Image create(NewImage image, RequestContext caller) {
    return registry.create(image, caller);
  }

  @Override
  public List<Image> list(ImageQuery query, RequestContext caller) {
    return registry.list(query, caller);
  }

  @Override
  public Image update(String id, ImageUpdate update, RequestContext caller) {
    return registry.update(id, update, caller);
  }

  @Override
  public Image changeStatus(String id, StatusChange change, RequestContext caller) {
    return registry.changeStatus(id, change, caller);
  }

  @Override
  public void addTag(String id, String tag, RequestContext caller) {
    registry.addTag(id, tag, caller);
  }

  @Override
  public void removeTag(String id, String tag, RequestContext caller) {
    registry.removeTag(id, tag, caller);
  }
}
