package io.glance.api.importing;

import io.glance.api.imagedata.PatientCall;
import io.glance.api.imagedata.TransferKeeper;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.ImportRegistry;
import io.glance.common.registryapi.ImportRegistry.Description;
import io.glance.common.registryapi.ImportRegistry.End;
import io.glance.common.registryapi.ImportRegistry.Failure;
import io.glance.common.registryapi.ImportRegistry.Formats;
import io.glance.common.registryapi.ImportRegistry.Progress;
import io.glance.common.registryapi.ImportRegistry.Staged;
import io.glance.common.registryapi.ImportRegistry.StoreFailed;
import io.glance.common.registryapi.ImportRegistry.Stored;
import io.glance.common.registryapi.StoredData;
import io.glance.common.registryapi.Transfer;
import java.util.List;
import java.util.Map;
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

  ImportJournal(ImportRegistry imports, TransferKeeper keeper, int taskHours) {
    this.imports = imports;
    this.keeper = keeper;
    this.taskHours = taskHours;
  }

  /** The import is somebody else's by now: nothing of it may be touched. */
  static final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1;

    Lost(Throwable cause) {
      super(cause);
    }
  }

  void start(Transfer transfer) {
    ask(transfer, self -> imports.start(transfer.id(), holder(), self));
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

  /** Throws {@code Gone} if the image was deleted. */
  void stored(
      Transfer transfer,
      String store,
      StoredData data,
      boolean activate,
      @Nullable Formats formats) {
    Stored stored = new Stored(holder(), store, data, activate, formats);
    ask(transfer, self -> imports.stored(transfer.id(), stored, self));
  }

  void storeFailed(Transfer transfer, String store) {
    ask(
        transfer,
        self -> imports.storeFailed(transfer.id(), new StoreFailed(holder(), store), self));
  }

  void retract(Transfer transfer) {
    ask(transfer, self -> imports.retract(transfer.id(), holder(), self));
  }

  /** Throws {@code Gone} if the image was deleted. */
  void finish(Transfer transfer) {
    ask(transfer, self -> imports.finish(transfer.id(), new End(holder(), taskHours), self));
  }

  void fail(Transfer transfer, String message, List<String> stores, @Nullable Staged staged) {
    Failure failure = new Failure(holder(), message, stores, staged, taskHours);
    ask(transfer, self -> imports.fail(transfer.id(), failure, self));
  }

  private Holder holder() {
    return keeper.holder();
  }

  private interface Call {
    void make(RequestContext self);
  }

  private static void ask(Transfer transfer, Call call) {
    try {
      PatientCall.ask(
          transfer,
          self -> {
            call.make(self);
            return true;
          });
    } catch (GlanceException.Conflict e) {
      throw new Lost(e);
    }
  }
}
