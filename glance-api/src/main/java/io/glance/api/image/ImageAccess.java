package io.glance.api.image;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.registryapi.ImageRegistry;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Images as a caller sees them: an invisible one does not exist. The calls of the API differ in how
 * they say so.
 */
@Component
public class ImageAccess {
  /** What an id can be in a database; anything else is not worth a call. */
  private static final Pattern POSSIBLE_ID = Pattern.compile("[0-9A-Za-z_-]{1,36}");

  private final ImageRegistry registry;

  ImageAccess(ImageRegistry registry) {
    this.registry = registry;
  }

  /**
   * @throws GlanceException.NotFound worded {@code No image found with ID <id>}
   */
  public Image get(String id, RequestContext caller) {
    return find(id, caller)
        .orElseThrow(() -> new GlanceException.NotFound("No image found with ID " + id));
  }

  /** As {@link #find}, but administrators see deleted images, too. */
  public Optional<Image> findEvenDeleted(String id, RequestContext caller) {
    Optional<Image> live = find(id, caller);
    if (live.isPresent() || !caller.admin() || !POSSIBLE_ID.matcher(id).matches()) {
      return live;
    }
    try {
      return Optional.of(registry.getEvenDeleted(id, caller));
    } catch (GlanceException.NotFound _) {
      return Optional.empty();
    }
  }

  /** The image, or empty if the caller sees none with that id. */
  public Optional<Image> find(String id, RequestContext caller) {
    if (!POSSIBLE_ID.matcher(id).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(registry.get(id, caller));
    } catch (GlanceException.NotFound _) {
      return Optional.empty();
    }
  }
}
