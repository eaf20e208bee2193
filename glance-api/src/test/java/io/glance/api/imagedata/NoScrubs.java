package io.glance.api.imagedata;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.ScrubRegistry;
import io.glance.common.registryapi.Transfer;
import java.util.List;

/** A registry in which no image waits for the scrubber, and none may. */
final class NoScrubs implements ScrubRegistry {

  @Override
  public boolean leave(Leave image, RequestContext caller) {
    return false;
  }

  @Override
  public List<String> due(Due wanted, RequestContext caller) {
    return List.of();
  }

  @Override
  public Transfer begin(BeginScrub scrub, RequestContext caller) {
    throw waitsNot(scrub.imageId());
  }

  @Override
  public void gone(String transferId, Gone location, RequestContext caller) {
    throw waitsNot(transferId);
  }

  @Override
  public void finish(String transferId, Holder holder, RequestContext caller) {
    throw waitsNot(transferId);
  }

  @Override
  public void postpone(String transferId, Holder holder, RequestContext caller) {
    throw waitsNot(transferId);
  }

  @Override
  public void restore(String imageId, RequestContext caller) {
    throw waitsNot(imageId);
  }

  private static GlanceException waitsNot(String id) {
    return new GlanceException.Conflict(id + " waits for no scrubber");
  }
}
