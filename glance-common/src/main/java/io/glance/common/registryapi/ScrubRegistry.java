package io.glance.common.registryapi;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.ImageStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/**
 * Images that are deleted and whose bytes wait for the scrubber. While they wait there is no {@link
 * Transfer} on them, as in a database that the original deleted them in. The rules of {@link
 * TransferRegistry} hold for the transfers of this one.
 */
@HttpExchange("/scrubs")
public interface ScrubRegistry {

  /**
   * Deletes an image and leaves its bytes to the scrubber.
   *
   * @return false if that cannot be done, because somebody works on its bytes; nothing changed
   * @throws GlanceException.Forbidden if it is protected
   * @throws GlanceException.Conflict if it does not stand in {@code from} any more
   * @throws GlanceException.NotFound if the caller sees no such image
   */
  @PostExchange("/images")
  boolean leave(@RequestBody Leave image, RequestContext caller);

  /** Ids of images whose bytes may go and that nobody scrubs, in their order. */
  @PostExchange("/due")
  List<String> due(@RequestBody Due wanted, RequestContext caller);

  /**
   * Writes down that an image is scrubbed from now on, or takes over from a holder whose lease ran
   * out.
   *
   * @return a transfer with the locations that have bytes still, perhaps none
   * @throws GlanceException.Conflict if it does not wait, or somebody works on it
   * @throws GlanceException.NotFound if nothing is known of it
   */
  @PostExchange
  Transfer begin(@RequestBody BeginScrub scrub, RequestContext caller);

  /** The bytes at a location are gone. */
  @PostExchange("/{transferId}/gone")
  void gone(@PathVariable String transferId, @RequestBody Gone location, RequestContext caller);

  /** All bytes are gone: the image is {@code deleted}. */
  @PostExchange("/{transferId}/finish")
  void finish(@PathVariable String transferId, @RequestBody Holder holder, RequestContext caller);

  /**
   * Some bytes cannot be removed now, and all that are not noted as gone are there still: the image
   * waits again. If the transfer was taken over from another holder, who may have removed bytes, it
   * stays.
   */
  @PostExchange("/{transferId}/postpone")
  void postpone(@PathVariable String transferId, @RequestBody Holder holder, RequestContext caller);

  /**
   * Brings an image back that waits, with all that was deleted at the same moment; it is active if
   * it is known to have been, else deactivated.
   *
   * @throws GlanceException.Conflict if it does not wait, if somebody works on it or its scrub was
   *     begun and not finished, or if none of its bytes are left
   * @throws GlanceException.NotFound if nothing is known of it
   */
  @PostExchange("/images/{imageId}/restore")
  void restore(@PathVariable String imageId, RequestContext caller);

  record Leave(String imageId, ImageStatus from) {}

  /**
   * @param until those that were deleted then or before
   * @param after the last id of the page before; absent for the first one
   * @param limit ids at most
   */
  record Due(Instant until, @Nullable String after, int limit) {}

  record BeginScrub(String imageId, Holder holder) {}

  record Gone(Holder holder, long locationId) {}
}
