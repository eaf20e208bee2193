package io.glance.api.importing;

import io.glance.api.imagedata.ImageDataProperties;
import io.glance.api.imagedata.ImageSharing;
import io.glance.api.imagedata.ImageWriter;
import io.glance.api.imagedata.LateBytes;
import io.glance.api.imagedata.Reservations;
import io.glance.api.imagedata.TransferKeeper.Hold;
import io.glance.api.imagedata.UploadBody;
import io.glance.api.notification.DataEvents;
import io.glance.api.notification.ImageEvents;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.registryapi.ImportRegistry.Traits;
import io.glance.common.registryapi.StoredData;
import io.glance.store.ByteRange;
import io.glance.store.OpenImage;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.checked.CheckedStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Does one import from its start to its end, whichever that is.
 *
 * <p>Bytes go straight from where they are to the first store, and from there to the others; they
 * rest on this node only where a plugin wants a file. Each store has them durably before the
 * registry hears of it.
 *
 * <p>Source: glance/async_/flows/api_image_import.py, get_flow.
 */
@Component
final class ImportWork {
  private static final Logger log = LoggerFactory.getLogger(ImportWork.class);

  private final ImportJournal journal;
  private final ImportRoom room;
  private final Origins origins;
  private final ImportPlugins plugins;
  private final Reservations reservations;
  private final ImageWriter writer;
  private final ImportUndo undo;
  private final Staging staging;
  private final LateBytes late;
  private final ImageDataProperties limits;
  private final ImageEvents events;
  private final ImageSharing sharing;

  ImportWork(
      ImportJournal journal,
      ImportRoom room,
      Origins origins,
      ImportPlugins plugins,
      Reservations reservations,
      ImageWriter writer,
      ImportUndo undo,
      Staging staging,
      LateBytes late,
      ImageDataProperties limits,
      ImageEvents events,
      ImageSharing sharing) {
    this.journal = journal;
    this.room = room;
    this.origins = origins;
    this.plugins = plugins;
    this.reservations = reservations;
    this.writer = writer;
    this.undo = undo;
    this.staging = staging;
    this.late = late;
    this.limits = limits;
    this.events = events;
    this.sharing = sharing;
  }

  /** Returns when the import has ended, or when it is left to be cleaned up. */
  void run(Job job, Hold hold) {
    Progress progress =
        new Progress(
            hold::isLost,
            message -> journal.progress(job.transfer(), message),
            limits.imageSizeCap());
    Running running = new Running(job, hold, progress, new ArrayList<>());
    try {
      journal.start(job.transfer());
      room.require(job);
      List<String> failed = bringAll(running);
      if (failed.size() == job.targets().size()) {
        throw new ImportFailure("None of the uploads finished!");
      }
      end(job);
    } catch (ImportJournal.Lost e) {
      log.warn("import of image {} is somebody else's by now", job.imageId(), e);
    } catch (GlanceException.Unavailable e) {
      log.warn("import of image {} is left to be cleaned up", job.imageId(), e);
    } catch (IOException | RuntimeException e) {
      if (progress.isStopped()) {
        log.warn("import of image {} is left to be cleaned up", job.imageId(), e);
        return;
      }
      ImportUndo.meaningOf(e)
          .ifPresentOrElse(
              why -> log.warn("import of image {} failed: {}", job.imageId(), why),
              () -> log.error("import of image {} failed", job.imageId(), e));
      undo.afterFailure(job, running.touched(), e);
    }
  }

  /**
   * @param touched stores that may have bytes of it
   */
  private record Running(Job job, Hold hold, Progress progress, List<CheckedStore> touched) {}

  private List<String> bringAll(Running running) throws IOException {
    Job job = running.job();
    Progress progress = running.progress();
    List<CheckedStore> touched = running.touched();
    List<String> failed = new ArrayList<>();
    try (Prepared prepared = prepare(job, progress)) {
      Origin origin = prepared.origin();
      for (CheckedStore store : job.targets()) {
        DataEvents told =
            events.writing(
                job.imageId(), job.named() ? store.backend() : null, job.caller().requestId());
        try {
          StoredData data = bring(running, prepared, origin, store);
          Image now = tell(running, store, prepared, data);
          told.stored(now);
          sharing.shareIfPossible(now, job.caller());
          origin = at(data, store);
        } catch (IOException e) {
          told.failed(e);
          if (e instanceof StoreException.Duplicate || e instanceof StoreException.Unsupported) {
            touched.remove(store); // what is there is not of this import
          }
          if (job.order().allStoresMustSucceed() || progress.isStopped()) {
            throw new StoreFailure(store.backend(), e);
          }
          log.warn("import of image {} to store {} failed", job.imageId(), store.backend(), e);
          undo.discard(job, store, touched);
          journal.storeFailed(job.transfer(), store.backend());
          failed.add(store.backend());
        }
      }
    }
    return failed;
  }

  /** Nobody else knows of the bytes if the import is another's by now. */
  private Image tell(Running running, CheckedStore store, Prepared prepared, StoredData data) {
    Job job = running.job();
    boolean isLast = store == job.targets().getLast();
    boolean activate = !job.isCopy() && (isLast || !job.order().allStoresMustSucceed());
    try {
      return journal.stored(
          job.transfer(), store.backend(), data, activate, traits(job, prepared.image()));
    } catch (ImportJournal.Lost e) {
      late.settle(data, running.hold(), store, job.caller());
      throw e;
    }
  }

  /** A store failed that must succeed. */
  static final class StoreFailure extends IOException {
    private static final long serialVersionUID = 1;

    private final String store;

    StoreFailure(String store, IOException cause) {
      super(cause.getMessage(), cause);
      this.store = store;
    }

    String store() {
      return store;
    }
  }

  private Prepared prepare(Job job, Progress progress) throws IOException {
    return plugins.applyTo(origins.of(job), job, progress);
  }

  /** What the image is from now on; absent if as before. */
  @SuppressWarnings("NullAway") // javac loses the @Nullable in the type of a record's parameter
  private static @Nullable Traits traits(Job job, Image prepared) {
    Map<String, @Nullable String> properties = new LinkedHashMap<>(prepared.properties());
    properties.entrySet().removeAll(job.image().properties().entrySet());
    boolean keepsFormats =
        Objects.equals(prepared.diskFormat(), job.image().diskFormat())
            && Objects.equals(prepared.containerFormat(), job.image().containerFormat());
    return keepsFormats && properties.isEmpty()
        ? null
        : new Traits(prepared.diskFormat(), prepared.containerFormat(), properties);
  }

  /** From when it is asked to write, a store may have bytes of the image. */
  private StoredData bring(Running running, Prepared prepared, Origin origin, CheckedStore store)
      throws IOException {
    Job job = running.job();
    try (OpenImage bytes = origin.open()) {
      UploadBody body = running.progress().watch(bytes.stream());
      InputStream within = reservations.begin(body, bytes.length(), job.transfer(), job.caller());
      running.touched().add(store);
      StoredData data = writer.write(prepared.image(), within, bytes.length(), store, job.caller());
      requireSame(prepared.image(), data);
      return data;
    } catch (UploadBody.CutOff e) {
      throw e.clientFailure();
    } catch (UploadBody.TakenOver e) {
      throw new ImportJournal.Lost(e);
    }
  }

  /** A copy is of the bytes that the image is known by, or it is none. */
  private static void requireSame(Image image, StoredData data) throws IOException {
    boolean isComparable = data.hashAlgorithm().equals(image.hashAlgorithm());
    if (isComparable && !Objects.equals(data.hashValue(), image.hashValue())) {
      throw new ImportFailure("The bytes of the image are not those that it was stored with");
    }
  }

  private static Origin at(StoredData data, CheckedStore store) {
    StoreLocation location = new StoreLocation(data.url());
    return () -> store.open(location, ByteRange.ALL);
  }

  /** What is staged goes before the client sees the end, and is not worth failing for. */
  private void end(Job job) {
    try {
      staging.remove(job.imageId());
    } catch (IOException e) {
      log.warn("staged bytes of image {} could not be removed", job.imageId(), e);
    }
    journal.finish(job.transfer());
    log.info("image {} is imported", job.imageId());
  }
}
