package io.glance.api.locationimport;

import io.glance.api.imagedata.Background;
import io.glance.api.imagedata.PatientCall;
import io.glance.api.imagedata.TransferKeeper;
import io.glance.api.importing.ImportTaskProperties;
import io.glance.api.notification.ImageEvents;
import io.glance.api.notification.TaskEvents;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.LocationImportRegistry;
import io.glance.common.registryapi.LocationImportRegistry.AddLocation;
import io.glance.common.registryapi.LocationImportRegistry.Digests;
import io.glance.common.registryapi.LocationImportRegistry.FailLocation;
import io.glance.common.registryapi.LocationImportRegistry.FinishLocation;
import io.glance.common.registryapi.LocationImportRegistry.Found;
import io.glance.common.registryapi.NewLocation;
import io.glance.common.registryapi.Transfer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells the registry how the import of a location goes. A silent registry is asked again for a
 * while; every call may be repeated.
 *
 * <p>Each method throws {@link GlanceException.Conflict} if the import is somebody else's by now,
 * {@link GlanceException.Gone} where it says so, and {@link GlanceException.Unavailable} if the
 * registry stays silent.
 */
@Component
final class LocationJournal {
  private final LocationImportRegistry registry;
  private final TransferKeeper keeper;
  private final int taskHours;
  private final ImageEvents events;
  private final TaskEvents taskEvents;

  LocationJournal(
      LocationImportRegistry registry,
      TransferKeeper keeper,
      ImportTaskProperties tasks,
      ImageEvents events,
      TaskEvents taskEvents) {
    this.registry = registry;
    this.keeper = keeper;
    this.taskHours = tasks.taskTimeToLive();
    this.events = events;
    this.taskEvents = taskEvents;
  }

  /**
   * What is to be added.
   *
   * @param size bytes
   * @param exclusive whether no other image may have the url
   * @param digests what the image shows at once; absent if nothing
   * @param host URL of this node, if it computes digests
   */
  record Addition(
      long size,
      boolean exclusive,
      ImageStatus to,
      @Nullable Digests digests,
      @Nullable String host) {}

  /**
   * Throws {@code Gone} if the image was deleted, {@code Invalid} if it cannot have it, {@code
   * LimitExceeded} if there is no room.
   */
  void add(LocationJob job, Addition addition) {
    NewLocation location = new NewLocation(job.location().url(), job.location().metadata());
    AddLocation added =
        new AddLocation(
            holder(),
            location,
            addition.size(),
            addition.exclusive(),
            addition.to(),
            addition.digests(),
            addition.host(),
            job.limit());
    Image image =
        PatientCall.ask(job.transfer(), self -> registry.add(job.transfer().id(), added, self));
    taskEvents.processing(job.transfer().taskId());
    events.updated(image);
  }

  /** Throws {@code Gone} if the image was deleted. */
  void progress(Transfer transfer) {
    PatientCall.ask(
        transfer,
        self -> {
          registry.progress(transfer.id(), holder(), self);
          return true;
        });
  }

  Found found(Transfer transfer) {
    return PatientCall.ask(transfer, self -> registry.found(transfer.id(), holder(), self));
  }

  /** Throws {@code Gone} if the image was deleted. */
  void finish(Transfer transfer, @Nullable Digests digests) {
    FinishLocation finish = new FinishLocation(holder(), digests, taskHours);
    PatientCall.ask(
        transfer,
        self -> {
          registry.finish(transfer.id(), finish, self);
          return true;
        });
    events.updated(transfer.imageId(), Background.newContext().requestId());
    taskEvents.succeeded(transfer.taskId());
  }

  /** The transfer with the location whose bytes are to be removed, if there is one. */
  Transfer retract(Transfer transfer) {
    return PatientCall.ask(transfer, self -> registry.retract(transfer.id(), holder(), self));
  }

  void fail(Transfer transfer, String message) {
    FailLocation failure = new FailLocation(holder(), message, taskHours);
    PatientCall.ask(
        transfer,
        self -> {
          registry.fail(transfer.id(), failure, self);
          return true;
        });
    events.updated(transfer.imageId(), Background.newContext().requestId());
    taskEvents.failed(transfer.taskId());
  }

  private Holder holder() {
    return keeper.holder();
  }
}
