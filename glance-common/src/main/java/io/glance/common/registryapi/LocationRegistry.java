package io.glance.common.registryapi;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import java.util.Map;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/** The places where an image's bytes are. Each call answers the image as it is afterwards. */
@HttpExchange("/images/{imageId}/locations")
public interface LocationRegistry {

  /**
   * @throws GlanceException.Duplicate if the image has an active location of that url
   */
  @PostExchange
  Image add(@PathVariable String imageId, @RequestBody NewLocation location, RequestContext caller);

  /**
   * Replaces a location's metadata.
   *
   * @throws GlanceException.NotFound if the image has no active location of that id
   */
  @PutExchange("/{locationId}/metadata")
  Image setMetadata(
      @PathVariable String imageId,
      @PathVariable long locationId,
      @RequestBody Map<String, Object> metadata,
      RequestContext caller);

  /**
   * Forgets a location whose bytes are gone or somebody else's.
   *
   * @throws GlanceException.NotFound if the image has no active location of that id
   */
  @DeleteExchange("/{locationId}")
  Image remove(@PathVariable String imageId, @PathVariable long locationId, RequestContext caller);
}
