package io.glance.common.registryapi;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/**
 * The journal of work on image bytes: an upload, a removal or the withdrawal of one location is one
 * {@link Transfer}, held under a lease by the process that does it.
 *
 * <p>A transfer moves only in the hands of its holder: each call on one that is gone or that
 * another process has claimed is {@link GlanceException.Conflict} and changes nothing. That is what
 * makes it safe to clean up after a process that may not be quite dead.
 */
@HttpExchange("/transfers")
public interface TransferRegistry {
  /** Seconds that a transfer stays its holder's after the last sign of life. */
  int LEASE_SECONDS = 60;

  /**
   * Moves a queued image to {@code saving} and writes down the upload, with the room that it has.
   *
   * @throws GlanceException.Conflict if the image is not queued, worded {@code Image status
   *     transition from <status> to saving is not allowed}
   * @throws GlanceException.LimitExceeded if there is not the room that it needs
   * @throws GlanceException.NotFound if the caller sees no such image
   */
  @PostExchange("/uploads")
  Transfer beginUpload(@RequestBody BeginUpload upload, RequestContext caller);

  /**
   * Makes the image {@code active} with its location, size and digests, and ends the transfer.
   *
   * @throws GlanceException.Gone if the image was deleted meanwhile; the transfer stays held, so
   *     that its holder can remove the bytes and then abandon it
   */
  @PostExchange("/{transferId}/finish-upload")
  Image finishUpload(
      @PathVariable String transferId, @RequestBody FinishUpload finish, RequestContext caller);

  /**
   * Moves an image that is still {@code saving} to where its upload leaves it when no bytes come,
   * back to {@code queued} and without size mostly, and ends the transfer. The holder has removed
   * the bytes.
   */
  @PostExchange("/{transferId}/abandon-upload")
  void abandonUpload(
      @PathVariable String transferId, @RequestBody Holder holder, RequestContext caller);

  /**
   * Deletes an image: from now on nobody sees it. If it has bytes the transfer names their
   * locations and the image waits in {@code pending_delete}; otherwise it is {@code deleted} and
   * there is no work.
   *
   * @return a transfer with locations, or with none when nothing is left to do
   * @throws GlanceException.Forbidden if the image is protected
   * @throws GlanceException.Conflict if the image no longer stands in {@code from}
   * @throws GlanceException.NotFound if the caller sees no such image
   */
  @PostExchange("/removals")
  Transfer beginRemoval(@RequestBody BeginRemoval removal, RequestContext caller);

  /** The bytes are gone: the image and its locations become {@code deleted}. */
  @PostExchange("/{transferId}/finish-removal")
  void finishRemoval(
      @PathVariable String transferId, @RequestBody Holder holder, RequestContext caller);

  /**
   * The bytes must stay, and all of them are there: the image is again what it was, with all that
   * belonged to it.
   */
  @PostExchange("/{transferId}/undo-removal")
  void undoRemoval(
      @PathVariable String transferId, @RequestBody Holder holder, RequestContext caller);

  /**
   * Takes one of several locations of an active image out of use, so that its bytes can be removed.
   *
   * @return a transfer with this one location
   * @throws GlanceException.Conflict if the image is not active
   * @throws GlanceException.Forbidden if it has no other location
   * @throws GlanceException.NotFound if the caller sees no such image, or it has no active location
   *     of that id
   */
  @PostExchange("/withdrawals")
  Transfer beginWithdrawal(@RequestBody BeginWithdrawal withdrawal, RequestContext caller);

  /** The bytes are gone: the location is {@code deleted}. */
  @PostExchange("/{transferId}/finish-withdrawal")
  void finishWithdrawal(
      @PathVariable String transferId, @RequestBody Holder holder, RequestContext caller);

  /**
   * The bytes must stay, and are there: the location is in use again.
   *
   * @throws GlanceException.Gone if the image was deleted meanwhile; the transfer stays held, for
   *     the bytes must go after all
   */
  @PostExchange("/{transferId}/undo-withdrawal")
  void undoWithdrawal(
      @PathVariable String transferId, @RequestBody Holder holder, RequestContext caller);

  /**
   * Writes down that bytes are to be removed that came under an image's name when nobody wanted
   * them any more. Nobody brings other bytes to the image until this has ended.
   *
   * @param stray of an image that may be deleted
   * @return a transfer with this one location, which the image does not have
   * @throws GlanceException.Conflict if somebody works on the bytes of the image or may begin to,
   *     or the bytes are those of a location that it has, or had and that still has bytes
   * @throws GlanceException.NotFound if nothing is known of the image
   */
  @PostExchange("/strays")
  Transfer beginStray(@RequestBody BeginStray stray, RequestContext caller);

  /** The bytes are gone. */
  @PostExchange("/{transferId}/finish-stray")
  void finishStray(
      @PathVariable String transferId, @RequestBody Holder holder, RequestContext caller);

  /**
   * @throws GlanceException.NotFound if it has ended
   */
  @GetExchange("/{transferId}")
  Transfer get(@PathVariable String transferId, RequestContext caller);

  /**
   * Extends the leases of the transfers that the holder still has.
   *
   * @return the ids among {@code renewal} that are still its own
   */
  @PostExchange("/renew")
  List<String> renew(@RequestBody Renewal renewal, RequestContext caller);

  /**
   * Takes over what nobody works on any more: expired leases, the claimant's own among them, and
   * those of earlier processes of the same node. A transfer that is taken over gets a new id, so
   * that a call of its former holder that is still on its way changes nothing.
   *
   * @return transfers that are the claimant's from now on, for one lease
   */
  @PostExchange("/claim")
  List<Transfer> claimAbandoned(@RequestBody Claim claim, RequestContext caller);

  /**
   * @param reservation absent where the caller's project has no limit
   * @param otherwise what the image is if no bytes come, whoever finds that out: {@code queued} or
   *     {@code killed}
   */
  record BeginUpload(
      String imageId,
      String store,
      Holder holder,
      @Nullable Reservation reservation,
      ImageStatus otherwise) {

    public BeginUpload {
      if (otherwise != ImageStatus.QUEUED && otherwise != ImageStatus.KILLED) {
        throw new IllegalArgumentException("an upload does not leave an image " + otherwise);
      }
    }

    /** An upload that no limit holds for, and that may be tried again. */
    public BeginUpload(String imageId, String store, Holder holder) {
      this(imageId, store, holder, null, ImageStatus.QUEUED);
    }
  }

  record FinishUpload(Holder holder, StoredData data) {}

  record BeginRemoval(String imageId, ImageStatus from, Holder holder) {}

  record BeginWithdrawal(String imageId, long locationId, Holder holder) {}

  record BeginStray(String imageId, NewLocation bytes, Holder holder) {}

  record Renewal(Holder holder, List<String> transferIds) {}

  /**
   * @param stores backends that the claimant can reach
   * @param limit transfers at most
   */
  record Claim(Holder holder, List<String> stores, int limit) {}
}
