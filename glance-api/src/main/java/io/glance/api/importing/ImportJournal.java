package io.glance.api.importing;

import io.glance.api.imagedata.Background;
import io.glance.api.imagedata.PatientCall;
import io.glance.api.imagedata.TransferKeeper;
import io.glance.api.notification.ImageEvents;
import io.glance.api.notification.TaskEvents;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.ImportRegistry;
import io.glance.common.registryapi.ImportRegistry.Description;
import io.glance.common.registryapi.ImportRegistry.End;
import io.glance.common.registryapi.ImportRegistry.Failure;
import io.glance.common.registryapi.ImportRegistry.Progress;
import io.glance.common.registryapi.ImportRegistry.Staged;
import io.glance.common.registryapi.ImportRegistry.StoreFailed;
import io.glance.common.registryapi.ImportRegistry.Stored;
import io.glance.common.registryapi.ImportRegistry.Traits;
import io.glance.common.registryapi.StoredData;
import io.glance.common.registryapi.Transfer;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells the registry how an import goes. A silent registry is asked again for a while; every call
 * may be repeated.
 *
 * <p>Each method throws {@link Lost} if the import is somebody else's by now, {@link
 * GlanceException.Gone} where it says so, and {@link GlanceException.Unavailable} if the registry
 * stays silent.
 */
final class ImportJournal {
  private final ImportRegistry imports;
  private final TransferKeeper keeper;
  private final int taskHours;
  private final ImageEvents events;
  private final TaskEvents taskEvents;

  ImportJournal(
      ImportRegistry imports,
      TransferKeeper keeper,
      int taskHours,
      ImageEvents events,
      TaskEvents taskEvents) {
    this.imports = imports;
    this.keeper = keeper;
    this.taskHours = taskHours;
    this.events = events;
    this.taskEvents = taskEvents;
  }

  /**
   * Bytes that are durable in a store.
   *
   * @param activate whether the image becomes active with them
   * @param reserved bytes that stay reserved for other stores
   */
  record Arrival(String store, StoredData data, boolean activate, long reserved) {}

  /** The import is somebody else's by now: nothing of it may be touched. */
  static final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1;

    Lost(Throwable cause) {
      super(cause);
    }
  }

  void start(Transfer transfer) {
    ask(transfer, self -> imports.start(transfer.id(), holder(), self));
    taskEvents.processing(transfer.taskId());
    events.updated(transfer.imageId(), Background.newContext().requestId());
  }

  void progress(Transfer transfer, String message) {
    ask(transfer, self -> imports.progress(transfer.id(), new Progress(holder(), message), self));
  }

  /** Absent values stay as they are. Throws {@code Gone} if the image was deleted. */
  void describe(
      Transfer transfer,
      @Nullable String diskFormat,
      @Nullable String containerFormat,
      @Nullable Long virtualSize,
      Map<String, String> properties) {
    Description description =
        new Description(holder(), diskFormat, containerFormat, virtualSize, properties);
    ask(transfer, self -> imports.describe(transfer.id(), description, self));
  }

  /** The image afterwards. Throws {@code Gone} if it was deleted. */
  Image stored(Transfer transfer, Arrival arrival, @Nullable Traits traits) {
    Stored stored =
        new Stored(
            holder(),
            arrival.store(),
            arrival.data(),
            arrival.activate(),
            traits,
            arrival.reserved());
    return answer(transfer, self -> imports.stored(transfer.id(), stored, self));
  }

  /**
   * @param reserved bytes that stay reserved for other stores
   */
  void storeFailed(Transfer transfer, String store, long reserved) {
    StoreFailed failed = new StoreFailed(holder(), store, reserved);
    ask(transfer, self -> imports.storeFailed(transfer.id(), failed, self));
  }

  void retract(Transfer transfer) {
    ask(transfer, self -> imports.retract(transfer.id(), holder(), self));
  }

  /** Throws {@code Gone} if the image was deleted. */
  void finish(Transfer transfer) {
    End end = new End(holder(), taskHours);
    events.updated(answer(transfer, self -> imports.finish(transfer.id(), end, self)));
    taskEvents.succeeded(transfer.taskId());
  }

  void fail(Transfer transfer, String message, List<String> stores, @Nullable Staged staged) {
    Failure failure = new Failure(holder(), message, stores, staged, taskHours);
    ask(transfer, self -> imports.fail(transfer.id(), failure, self));
    events.updated(transfer.imageId(), Background.newContext().requestId());
    taskEvents.failed(transfer.taskId());
  }

  private Holder holder() {
    return keeper.holder();
  }

  private interface Call {
    void make(RequestContext self);
  }

  private static void ask(Transfer transfer, Call call) {
    answer(
        transfer,
        self -> {
          call.make(self);
          return true;
        });
  }

  private static <T> T answer(Transfer transfer, Function<RequestContext, T> call) {
    try {
      return PatientCall.ask(transfer, call);
    } catch (GlanceException.Conflict e) {
      throw new Lost(e);
    }
  }
}
