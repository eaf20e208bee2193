package io.glance.api.v1;

import io.glance.api.image.ImageService;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.Visibility;

/**
 * Images by their ids, and what is said of those that a caller may see but not touch: of one that
 * is not for everybody, that there is none.
 *
 * <p>Source: glance/api/v1/controller.py; glance/registry/api/v1/images.py, update and delete.
 */
final class Lookup {

  private Lookup() {}

  /**
   * The image; administrators are shown deleted ones, too.
   *
   * @throws GlanceException.NotFound if the caller sees none
   */
  static Image require(ImageService images, String id, RequestContext caller) {
    return images
        .findEvenDeleted(id, caller)
        .orElseThrow(() ->
            new GlanceException.NotFound(null, "Image with identifier %s not found".formatted(id)));
  }

  /**
   * What to tell somebody who was refused.
   *
   * @param verb what he wanted to do with the image
   */
  static GlanceException refused(
      String verb, GlanceException.Forbidden refusal, Image image, RequestContext caller) {
    boolean isHis = image.owner() != null && image.owner().equals(caller.projectId());
    boolean isForAll =
        image.visibility() == Visibility.PUBLIC || image.visibility() == Visibility.COMMUNITY;
    if (caller.admin() || isHis || isForAll || caller.identity().readOnly()) {
      return refusal;
    }
    GlanceException hidden =
        new GlanceException.NotFound(
            "Failed to find image to %s: No image found with ID %s".formatted(verb, image.id()));
    hidden.initCause(refusal);
    return hidden;
  }
}
