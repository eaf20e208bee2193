package io.glance.api.tag;

import io.glance.api.image.ImageAccess;
import io.glance.api.image.StorableText;
import io.glance.api.notification.ImageEvents;
import io.glance.api.policy.ImagePolicy;
import io.glance.api.policy.PolicyRule;
import io.glance.api.quota.Limits;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.registryapi.ImageRegistry;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;

/**
 * Adds and removes tags of an image.
 *
 * <p>Source: glance/api/v2/image_tags.py.
 */
@Service
public class TagService {
  private final ImageRegistry registry;
  private final ImageAccess access;
  private final Limits limits;
  private final ImagePolicy policy;
  private final ImageEvents events;

  TagService(
      ImageRegistry registry,
      ImageAccess access,
      Limits limits,
      ImagePolicy policy,
      ImageEvents events) {
    this.registry = registry;
    this.access = access;
    this.limits = limits;
    this.policy = policy;
    this.events = events;
  }

  /**
   * Adds a tag; does nothing if the image has it.
   *
   * @throws GlanceException.Forbidden if the caller may not change the image
   * @throws GlanceException.LimitExceeded if the image has as many as it may
   */
  public void add(String imageId, String tag, RequestContext caller) {
    Image image = findToChange(imageId, "update", caller);
    requireStorable(tag);
    if (image.tags().contains(tag)) {
      return;
    }
    requireRoom(image, tag);
    registry.addTag(image.id(), tag, caller);
    events.updated(image.id(), caller.requestId());
  }

  /**
   * @throws GlanceException.Forbidden if the caller may not change the image
   * @throws GlanceException.NotFound if the image does not carry the tag
   */
  public void remove(String imageId, String tag, RequestContext caller) {
    Image image = findToChange(imageId, "delete", caller);
    if (!image.tags().contains(tag)) {
      throw new GlanceException.NotFound(null, null);
    }
    registry.removeTag(image.id(), tag, caller);
    events.updated(image.id(), caller.requestId());
  }

  private Image findToChange(String imageId, String verb, RequestContext caller) {
    policy.requireMayWrite(caller);
    Image image =
        access
            .find(imageId, caller)
            .orElseThrow(
                () -> new GlanceException.NotFound("Image %s not found.".formatted(imageId)));
    policy.require(PolicyRule.MODIFY_IMAGE, image, caller);
    if (!policy.mayChange(image, caller)) {
      throw new GlanceException.Forbidden(
          "Not allowed to %s tags for image %s.".formatted(verb, imageId));
    }
    return image;
  }

  private static void requireStorable(String tag) {
    try {
      StorableText.requireTags(List.of(tag));
    } catch (GlanceException.Invalid e) {
      throw new GlanceException.Invalid("Could not update image: " + e.explanation());
    }
  }

  private void requireRoom(Image image, String tag) {
    List<String> tags = new ArrayList<>(image.tags());
    tags.add(tag);
    try {
      limits.requireRoomForTags(tags);
    } catch (GlanceException.LimitExceeded e) {
      throw new GlanceException.LimitExceeded(
          "Image tag limit exceeded for image %s: %s:".formatted(image.id(), e.explanation()));
    }
  }
}
