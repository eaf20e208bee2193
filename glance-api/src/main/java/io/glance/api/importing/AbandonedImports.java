package io.glance.api.importing;

import io.glance.api.imagedata.AbandonedWork;
import io.glance.api.imagedata.Background;
import io.glance.api.imagedata.ImagePlaces;
import io.glance.api.imagedata.Tenants;
import io.glance.api.imagedata.TransferKeeper;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.ImportRegistry.Staged;
import io.glance.common.registryapi.StagingRegistry;
import io.glance.common.registryapi.TaskRegistry;
import io.glance.common.registryapi.Transfer;
import io.glance.common.task.Task;
import io.glance.common.task.TaskType;
import io.glance.store.StoreLocation;
import io.glance.store.Tenant;
import io.glance.store.backends.Stores;
import io.glance.store.checked.CheckedStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Cleans up after imports and stagings whose process died. An import is over then: what it had
 * brought to stores that may fail alone stays, all else goes. Bytes that were staged whole on this
 * node wait to be imported again.
 */
@Component
final class AbandonedImports implements AbandonedWork {
  private static final Logger log = LoggerFactory.getLogger(AbandonedImports.class);
  private static final String INTERRUPTED = "The import was interrupted";

  private final ImageRegistry images;
  private final StagingRegistry stagings;
  private final TaskRegistry tasks;
  private final ImportJournal journal;
  private final ImportPlugins plugins;
  private final Stores stores;
  private final Staging staging;
  private final StageHosts hosts;
  private final TransferKeeper keeper;
  private final ImagePlaces places;

  AbandonedImports(
      ImageRegistry images,
      StagingRegistry stagings,
      TaskRegistry tasks,
      ImportJournal journal,
      ImportPlugins plugins,
      Stores stores,
      Staging staging,
      StageHosts hosts,
      TransferKeeper keeper,
      ImagePlaces places) {
    this.images = images;
    this.stagings = stagings;
    this.tasks = tasks;
    this.journal = journal;
    this.plugins = plugins;
    this.stores = stores;
    this.staging = staging;
    this.hosts = hosts;
    this.keeper = keeper;
    this.places = places;
  }

  @Override
  public boolean isFor(Transfer transfer) {
    return transfer.kind() == Transfer.Kind.STAGING || transfer.kind() == Transfer.Kind.IMPORT;
  }

  @Override
  public void cleanUp(Transfer transfer) throws IOException {
    if (!keeper.isStillOurs(transfer, Background.newContext())) {
      return;
    }
    if (transfer.kind() == Transfer.Kind.STAGING) {
      staging.remove(transfer.imageId());
      stagings.abandon(transfer.id(), keeper.holder(), Background.newContext());
      log.info("took back unfinished staging of image {}", transfer.imageId());
      return;
    }
    endImport(transfer);
  }

  private void endImport(Transfer transfer) throws IOException {
    Interrupted was = whatWas(transfer);
    @Nullable Image image = find(transfer.imageId());
    List<String> missing = new ArrayList<>(transfer.stores());
    missing.removeAll(image == null ? List.of() : places.storesOf(image));
    if (image != null && isDone(image, was, missing)) {
      staging.remove(transfer.imageId());
      journal.finish(transfer);
      log.info("ended an import of image {} that had come to its end", transfer.imageId());
      return;
    }
    boolean keeps = was.mayFail() && missing.size() < transfer.stores().size();
    if (!keeps) {
      journal.retract(transfer);
      missing = transfer.stores();
    }
    discard(transfer, missing);
    @Nullable Staged staged = image == null || keeps ? null : stagedStill(image, was);
    if (staged == null) {
      staging.remove(transfer.imageId());
    } else {
      staging.removeWorkingFiles(transfer.imageId());
    }
    journal.fail(transfer, INTERRUPTED, stores.isMultiple() ? missing : List.of(), staged);
    log.info("ended an interrupted import of image {}", transfer.imageId());
  }

  /** Whatever a location of the image leads to stays, whichever store is said to have it. */
  private void discard(Transfer transfer, List<String> names) throws IOException {
    String imageId = transfer.imageId();
    @Nullable Image image = find(imageId);
    Tenant bringer = Tenants.bringerOf(transfer, image);
    for (String name : names) {
      for (CheckedStore store : stores.requireMeantBy(name)) {
        if (image != null && isIn(store, image)) {
          log.warn("store {} keeps image {}, which is in use there", store.backend(), imageId);
        } else {
          store.of(bringer).discard(imageId);
        }
      }
    }
  }

  private static boolean isIn(CheckedStore store, Image image) {
    return image.locations().stream()
        .map(ImageLocation::url)
        .filter(url -> url.indexOf("://") > 0)
        .anyMatch(url -> store.owns(new StoreLocation(url)));
  }

  /** A new image that all stores must have is active once they do. */
  private static boolean isDone(Image image, Interrupted was, List<String> missing) {
    boolean isActive = image.status() != ImageStatus.IMPORTING;
    return isActive && (missing.isEmpty() || !(was.mayFail() || was.isCopy()));
  }

  /**
   * @param mayFail whether stores could fail alone
   * @param method absent if nothing is known any more
   */
  private record Interrupted(boolean mayFail, @Nullable Object method) {
    boolean isStaged() {
      return ImportMethod.GlanceDirect.NAME.equals(method);
    }

    boolean isCopy() {
      return ImportMethod.CopyImage.NAME.equals(method);
    }
  }

  private Interrupted whatWas(Transfer transfer) {
    if (transfer.taskId() == null) {
      return new Interrupted(false, null);
    }
    try {
      Task task = tasks.get(transfer.taskId(), Background.newContext());
      boolean isOurs = task.type() == TaskType.API_IMAGE_IMPORT; // else a client wrote the input
      if (!isOurs || !(task.input().get("import_req") instanceof Map<?, ?> request)) {
        return new Interrupted(false, null);
      }
      @Nullable Object method =
          request.get("method") instanceof Map<?, ?> named ? named.get("name") : null;
      return new Interrupted(Boolean.FALSE.equals(request.get("all_stores_must_succeed")), method);
    } catch (GlanceException.NotFound _) {
      return new Interrupted(false, null);
    }
  }

  private @Nullable Image find(String imageId) {
    try {
      return images.get(imageId, Background.newContext());
    } catch (GlanceException.NotFound _) {
      return null;
    }
  }

  /** Bytes that no plugin can have changed. */
  private @Nullable Staged stagedStill(Image image, Interrupted was) {
    OptionalLong size = staging.size(image.id());
    if (!was.isStaged() || plugins.changeStagedBytes() || size.isEmpty()) {
      return null;
    }
    if (image.size() == null || size.getAsLong() != image.size()) {
      return null;
    }
    return new Staged(size.getAsLong(), hosts.self().orElse(null));
  }
}
