package io.glance.api.imagedata;

import io.glance.common.context.RequestContext;
import io.glance.common.image.Image;
import io.glance.common.registryapi.ImageQuery;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.ImageUpdate;
import io.glance.common.registryapi.NewImage;
import io.glance.common.registryapi.StatusChange;
import java.util.List;

/** The images of a {@link MemoryRegistry}, to be looked at; this package asks for no more. */
record VisibleImages(MemoryRegistry registry) implements ImageRegistry {

  @Override
  public Image get(String id, RequestContext caller) {
    return registry.visible(id);
  }

  @Override
  public List<Image> getAll(List<String> ids, RequestContext caller) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Image create(NewImage image, RequestContext caller) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Image createWithin(CreateWithin wanted, RequestContext caller) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Image> list(ImageQuery query, RequestContext caller) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Image update(String id, ImageUpdate update, RequestContext caller) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Image changeStatus(String id, StatusChange change, RequestContext caller) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void addTag(String id, String tag, RequestContext caller) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void removeTag(String id, String tag, RequestContext caller) {
    throw new UnsupportedOperationException();
  }
}
