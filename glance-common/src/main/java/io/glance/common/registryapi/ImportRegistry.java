package io.glance.common.registryapi;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.task.TaskType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/**
 * The journal of imports. An import is a task that others can look at, a lock on its image (the
 * property {@code os_glance_import_task}), and a {@link Transfer} that its holder keeps alive; the
 * three begin and end together. The rules of {@link TransferRegistry} hold: a call on a transfer
 * that is gone or somebody else's is {@link GlanceException.Conflict}.
 */
@HttpExchange("/imports")
public interface ImportRegistry {

  /**
   * Locks the image, writes down a pending task and the transfer, and moves the image.
   *
   * @throws GlanceException.Conflict if the image does not stand where the import starts, or if
   *     another import has it
   * @throws GlanceException.NotFound if the caller sees no such image
   */
  @PostExchange
  Transfer begin(@RequestBody BeginImport wanted, RequestContext caller);

  /**
   * Registers an image and begins to import to it, both or neither. The task does not name the
   * image until it succeeds, and if it fails there is no image any more.
   *
   * @throws GlanceException.Duplicate if the id is in use, or two properties are the same to the
   *     database
   * @throws GlanceException.Invalid if something does not fit its column
   */
  @PostExchange("/new")
  Transfer beginNew(@RequestBody BeginNew wanted, RequestContext caller);

  /** The task is being processed from now on. */
  @PostExchange("/{transferId}/start")
  void start(@PathVariable String transferId, @RequestBody Holder holder, RequestContext caller);

  /** Tells those who look at the task how far it is; a sign of life to the original, too. */
  @PostExchange("/{transferId}/progress")
  void progress(
      @PathVariable String transferId, @RequestBody Progress progress, RequestContext caller);

  /**
   * Writes what was learnt of the image while it is imported: formats and properties.
   *
   * @throws GlanceException.Gone if the image was deleted meanwhile
   */
  @PostExchange("/{transferId}/description")
  Image describe(
      @PathVariable String transferId, @RequestBody Description description, RequestContext caller);

  /**
   * Adds a location whose bytes are durable in a store; the first one brings size and digests.
   *
   * @throws GlanceException.Gone if the image was deleted meanwhile
   */
  @PostExchange("/{transferId}/stored")
  Image stored(@PathVariable String transferId, @RequestBody Stored stored, RequestContext caller);

  /** A store failed that need not succeed. */
  @PostExchange("/{transferId}/store-failed")
  void storeFailed(
      @PathVariable String transferId, @RequestBody StoreFailed failed, RequestContext caller);

  /**
   * Takes all locations back that this import added, so that nobody reads them while their bytes
   * are removed.
   */
  @PostExchange("/{transferId}/retract")
  void retract(@PathVariable String transferId, @RequestBody Holder holder, RequestContext caller);

  /**
   * Ends the import: the task is a success, the lock is open.
   *
   * @throws GlanceException.Conflict if the image has not become active
   * @throws GlanceException.Gone if the image was deleted meanwhile
   */
  @PostExchange("/{transferId}/finish")
  Image finish(@PathVariable String transferId, @RequestBody End end, RequestContext caller);

  /**
   * Ends the import: the task is a failure, the lock is open, and an image without bytes waits
   * again; one that was registered for the import is gone. The holder has removed what it does not
   * leave.
   */
  @PostExchange("/{transferId}/fail")
  void fail(@PathVariable String transferId, @RequestBody Failure failure, RequestContext caller);

  /**
   * @param from status that the image has
   * @param to status that it gets; the same if it keeps it
   * @param stores backends whose bytes are cleaned up after a crash
   * @param listed those of them that clients see as being imported to; none where there is one
   *     store
   * @param preempted the task whose lock on the image is stale; absent if it was not locked
   * @param taskInput what the task shows, and what an end after a crash is decided by
   * @param requestId of the request that asked for it
   * @param taskHours that a task whose lock was stale is kept
   */
  record BeginImport(
      String imageId,
      Holder holder,
      ImageStatus from,
      ImageStatus to,
      List<String> stores,
      List<String> listed,
      @Nullable String preempted,
      TaskType taskType,
      Map<String, @Nullable Object> taskInput,
      String requestId,
      int taskHours) {
    public BeginImport {
      stores = List.copyOf(stores);
      listed = List.copyOf(listed);
      taskInput = new LinkedHashMap<>(taskInput);
    }

    /** Without the input, which may hold a password. */
    @Override
    public String toString() {
      return "BeginImport[imageId=%s, stores=%s]".formatted(imageId, stores);
    }
  }

  /**
   * @param image to be registered
   * @param rest of what is to be known, with the image's id
   */
  record BeginNew(NewImage image, BeginImport rest) {}

  record Progress(Holder holder, String message) {}

  /**
   * @param diskFormat absent: stays as it is; so are the others
   * @param virtualSize bytes
   * @param properties to be set beside those that the image has
   */
  record Description(
      Holder holder,
      @Nullable String diskFormat,
      @Nullable String containerFormat,
      @Nullable Long virtualSize,
      Map<String, String> properties) {
    public Description {
      properties = new LinkedHashMap<>(properties);
    }
  }

  /**
   * @param store name of the backend
   * @param activate whether the image becomes active with it, if it is not yet
   * @param traits that it has from the moment when it becomes active; absent if it keeps its own
   * @param reserved bytes that stay reserved for other stores
   */
  record Stored(
      Holder holder,
      String store,
      StoredData data,
      boolean activate,
      @Nullable Traits traits,
      long reserved) {}

  /**
   * What an import makes of an image.
   *
   * @param properties to be set beside those that the image has
   */
  record Traits(
      @Nullable String diskFormat,
      @Nullable String containerFormat,
      Map<String, @Nullable String> properties) {
    public Traits {
      properties = new LinkedHashMap<>(properties);
    }
  }

  /**
   * @param reserved bytes that stay reserved for other stores
   */
  record StoreFailed(Holder holder, String store, long reserved) {}

  /**
   * @param taskHours that the ended task is kept
   */
  record End(Holder holder, int taskHours) {}

  /**
   * @param message for those who look at the task
   * @param stores that clients are told to have failed
   * @param staged the bytes that wait to be imported again; absent: an image that did not become
   *     active is queued
   * @param taskHours that the ended task is kept
   */
  record Failure(
      Holder holder, String message, List<String> stores, @Nullable Staged staged, int taskHours) {
    public Failure {
      stores = List.copyOf(stores);
    }
  }

  /**
   * @param size bytes
   * @param host URL of the node that has them; absent if it has none that others know
   */
  record Staged(long size, @Nullable String host) {}
}
