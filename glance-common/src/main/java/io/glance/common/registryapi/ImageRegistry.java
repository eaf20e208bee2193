package io.glance.common.registryapi;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import java.util.List;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/**
 * Images, their properties and their tags.
 *
 * <p>Every call filters by what {@code caller} may see: an image that exists but is invisible is
 * {@link GlanceException.NotFound}, worded {@code No image found with ID <id>}, as one that does
 * not exist. Whether a visible image may be changed is for glance-api's policy to say.
 */
@HttpExchange("/images")
public interface ImageRegistry {

  /**
   * @throws GlanceException.Duplicate if the id is in use, also by a deleted image
   */
  @PostExchange
  Image create(@RequestBody NewImage image, RequestContext caller);

  /**
   * Registers an image unless the owner that the limit names has so many: however many are
   * registered at the same time, they never pass it.
   *
   * @throws GlanceException.Duplicate if the id is in use, also by a deleted image
   * @throws GlanceException.LimitExceeded if there are so many
   */
  @PostExchange("/within-limit")
  Image createWithin(@RequestBody CreateWithin wanted, RequestContext caller);

  /**
   * @param limit of images; its owner need not be that of the new one
   */
  record CreateWithin(NewImage image, ProjectLimit limit) {}

  @GetExchange("/{id}")
  Image get(@PathVariable String id, RequestContext caller);

  /** As {@link #get}, but administrators see deleted images, too, until they are purged. */
  @GetExchange("/{id}/even-deleted")
  Image getEvenDeleted(@PathVariable String id, RequestContext caller);

  /** Those of the images that the caller may see, in no order. */
  @GetExchange
  List<Image> getAll(@RequestParam("id") List<String> ids, RequestContext caller);

  /**
   * Finds a page.
   *
   * @throws GlanceException.Invalid if the marker is unknown
   * @throws GlanceException.Forbidden if the marker is an image that the caller may not see
   */
  @PostExchange("/search")
  List<Image> list(@RequestBody ImageQuery query, RequestContext caller);

  /**
   * Applies an edit if none of the things it changes was changed since its editor read them.
   *
   * @return the image afterwards, with what others changed meanwhile
   * @throws GlanceException.Conflict if somebody else changed one of them; nothing is written
   */
  @PutExchange("/{id}")
  Image update(@PathVariable String id, @RequestBody ImageUpdate update, RequestContext caller);

  /**
   * Moves an image between statuses that need no data: deactivation and its reverse, and giving up
   * an image that waits for data.
   *
   * @throws GlanceException.Conflict if the image no longer stands where the change starts
   */
  @PostExchange("/{id}/status")
  Image changeStatus(
      @PathVariable String id, @RequestBody StatusChange change, RequestContext caller);

  /** Adds a tag; does nothing if the image has it. */
  @PostExchange("/{id}/tags")
  void addTag(@PathVariable String id, @RequestParam String tag, RequestContext caller);

  /**
   * @throws GlanceException.NotFound if the image does not carry the tag
   */
  @DeleteExchange("/{id}/tags")
  void removeTag(@PathVariable String id, @RequestParam String tag, RequestContext caller);
}
