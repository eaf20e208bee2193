package io.glance.common.registryapi;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.common.image.ImageStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/**
 * The journal of locations that are added in the background and looked at: a task that others can
 * see, a lock on the image (the property {@code os_glance_import_task}) and a {@link Transfer}; the
 * three begin and end together. The rules of {@link TransferRegistry} hold.
 */
@HttpExchange("/location-imports")
public interface LocationImportRegistry {

  /**
   * Locks a queued image, and writes down a pending task and the transfer.
   *
   * @throws GlanceException.Conflict if the image is not queued, or somebody else has it
   * @throws GlanceException.NotFound if the caller sees no such image
   */
  @PostExchange
  Transfer begin(@RequestBody BeginLocation wanted, RequestContext caller);

  /**
   * The task is being processed, the image has the location and stands in {@code to}. Does nothing
   * more when it is asked again.
   *
   * @throws GlanceException.Invalid if the image is not queued any more, lacks a format, or the url
   *     must be exclusive and is not
   * @throws GlanceException.LimitExceeded if it takes more than there is room for
   * @throws GlanceException.Gone if the image was deleted meanwhile
   */
  @PostExchange("/{transferId}/add")
  Image add(@PathVariable String transferId, @RequestBody AddLocation added, RequestContext caller);

  /**
   * A sign of life, for the task.
   *
   * @throws GlanceException.Gone if the image was deleted meanwhile
   */
  @PostExchange("/{transferId}/progress")
  void progress(@PathVariable String transferId, @RequestBody Holder holder, RequestContext caller);

  /** What an import that was taken over had come to. */
  @PostExchange("/{transferId}/found")
  Found found(@PathVariable String transferId, @RequestBody Holder holder, RequestContext caller);

  /**
   * The task is a success and the lock is open. With digests, an image that is still {@code
   * importing} becomes {@code active}.
   *
   * @throws GlanceException.Conflict if the image is {@code importing} and stays so
   * @throws GlanceException.Gone if the image was deleted meanwhile
   */
  @PostExchange("/{transferId}/finish")
  void finish(
      @PathVariable String transferId, @RequestBody FinishLocation finish, RequestContext caller);

  /**
   * Takes the location of an image that is still {@code importing} out of use.
   *
   * @return the transfer with the location, if its bytes are to be removed
   * @throws GlanceException.Unavailable if the image is being removed, which may yet be undone
   */
  @PostExchange("/{transferId}/retract")
  Transfer retract(
      @PathVariable String transferId, @RequestBody Holder holder, RequestContext caller);

  /**
   * The task is a failure and the lock is open; an image that is still {@code importing} is queued
   * again, without the location.
   */
  @PostExchange("/{transferId}/fail")
  void fail(
      @PathVariable String transferId, @RequestBody FailLocation failure, RequestContext caller);

  /**
   * @param store backend that has such a location; absent if none has
   * @param preempted the task whose lock on the image is stale; absent if it was not locked
   * @param taskHours that a task whose lock was stale is kept
   */
  record BeginLocation(
      String imageId,
      Holder holder,
      @Nullable String store,
      @Nullable String preempted,
      Map<String, Object> taskInput,
      String requestId,
      int taskHours) {
    public BeginLocation {
      taskInput = new LinkedHashMap<>(taskInput);
    }

    /** Without the input. */
    @Override
    public String toString() {
      return "BeginLocation[imageId=%s]".formatted(imageId);
    }
  }

  /**
   * @param size bytes
   * @param exclusive whether no other image may have the url
   * @param to {@code importing} if the bytes have to be looked at first, else {@code active}
   * @param digests what the image shows at once
   * @param host URL of the node that computes digests; absent if none does or it has no URL
   * @param limit that the bytes obey; absent if there is none
   */
  record AddLocation(
      Holder holder,
      NewLocation location,
      long size,
      boolean exclusive,
      ImageStatus to,
      @Nullable Digests digests,
      @Nullable String host,
      @Nullable StorageLimit limit) {}

  /**
   * @param checksum MD5 in hexadecimal; absent if nobody computed it
   * @param hashValue of the algorithm {@code hashAlgorithm}, in hexadecimal
   */
  record Digests(@Nullable String checksum, String hashAlgorithm, String hashValue) {}

  /**
   * @param status of the image; absent if it is deleted
   * @param location that was added; absent if none was, or it is gone
   */
  record Found(@Nullable ImageStatus status, @Nullable ImageLocation location) {}

  /**
   * @param digests absent: the image keeps what it has
   * @param taskHours that the ended task is kept
   */
  record FinishLocation(Holder holder, @Nullable Digests digests, int taskHours) {}

  /**
   * @param message for those who look at the task
   * @param taskHours that the ended task is kept
   */
  record FailLocation(Holder holder, String message, int taskHours) {}
}
