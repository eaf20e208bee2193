package io.glance.common.registryapi;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/**
 * The journal of staging: bytes that one node keeps until an import takes them to the stores. The
 * rules of {@link TransferRegistry} hold.
 */
@HttpExchange("/stagings")
public interface StagingRegistry {

  /**
   * Moves a queued image to {@code uploading} and writes down that bytes are being staged.
   *
   * @throws GlanceException.Conflict if the image is not queued, worded {@code Image status
   *     transition from <status> to uploading is not allowed}
   * @throws GlanceException.NotFound if the caller sees no such image
   */
  @PostExchange
  Transfer begin(@RequestBody BeginStaging staging, RequestContext caller);

  /**
   * Ends the transfer. The image stays {@code uploading}, with its size and the node that has its
   * bytes.
   *
   * @throws GlanceException.Gone if the image was deleted meanwhile; the transfer stays held
   */
  @PostExchange("/{transferId}/finish")
  Image finish(
      @PathVariable String transferId, @RequestBody FinishStaging finish, RequestContext caller);

  /**
   * Moves an image that is still {@code uploading} back to {@code queued}, without size, and ends
   * the transfer. The holder has removed the bytes.
   */
  @PostExchange("/{transferId}/abandon")
  void abandon(@PathVariable String transferId, @RequestBody Holder holder, RequestContext caller);

  record BeginStaging(String imageId, Holder holder) {}

  /**
   * @param size bytes
   * @param host URL of the node that has the bytes; absent if it has none that others know
   */
  record FinishStaging(Holder holder, long size, @Nullable String host) {}
}
