package io.glance.api.image;

import io.glance.api.notification.ImageEvents;
import io.glance.api.policy.ImagePolicy;
import io.glance.api.policy.PolicyRule;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.StatusChange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Moves images from one status to another without touching their bytes. */
@Service
public class StatusService {
  private static final Logger log = LoggerFactory.getLogger(StatusService.class);

  private final ImageRegistry registry;
  private final ImageAccess access;
  private final ImagePolicy policy;
  private final ImageEvents events;

  StatusService(
      ImageRegistry registry, ImageAccess access, ImagePolicy policy, ImageEvents events) {
    this.registry = registry;
    this.access = access;
    this.policy = policy;
    this.events = events;
  }

  /** Gives up an image that waits for data, unless it waits no more. */
  public void kill(String id, RequestContext caller) {
    policy.requireMayWrite(caller);
    try {
      events.updated(
          registry.changeStatus(
              id, new StatusChange(ImageStatus.QUEUED, ImageStatus.KILLED), caller));
    } catch (GlanceException.NotFound | GlanceException.Conflict e) {
      log.debug("image {} waits for data no more", id, e);
    }
  }

  /**
   * Keeps the bytes of an active image from being read. Does nothing to one that is so already.
   *
   * @throws GlanceException.Forbidden if it stands elsewhere, or the caller may not
   */
  public void deactivate(String id, RequestContext caller) {
    Image image = getToMove(id, PolicyRule.DEACTIVATE, caller);
    move(
        image, new StatusChange(ImageStatus.ACTIVE, ImageStatus.DEACTIVATED), "deactivate", caller);
  }

  /**
   * Lets the bytes of a deactivated image be read again. Does nothing to an active one.
   *
   * @throws GlanceException.Forbidden if it stands elsewhere, or the caller may not
   */
  public void reactivate(String id, RequestContext caller) {
    Image image = getToMove(id, PolicyRule.REACTIVATE, caller);
    move(
        image, new StatusChange(ImageStatus.DEACTIVATED, ImageStatus.ACTIVE), "reactivate", caller);
  }

  private Image getToMove(String id, PolicyRule rule, RequestContext caller) {
    policy.requireMayWrite(caller);
    Image image = access.get(id, caller);
    policy.requireOwned(rule, image, caller);
    return image;
  }

  private void move(Image image, StatusChange change, String verb, RequestContext caller) {
    if (image.status() == change.to()) {
      return;
    }
    if (image.status() != change.from()) {
      throw new GlanceException.Forbidden(
          "Not allowed to %s image in status '%s'".formatted(verb, image.status().wireName()));
    }
    events.updated(registry.changeStatus(image.id(), change, caller));
  }
}
