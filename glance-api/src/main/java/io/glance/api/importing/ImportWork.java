package io.glance.api.importing;

import io.glance.api.imagedata.ImageDataProperties;
import io.glance.api.imagedata.ImageWriter;
import io.glance.api.imagedata.LateBytes;
import io.glance.api.imagedata.TransferKeeper.Hold;
import io.glance.api.imagedata.UploadBody;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.registryapi.ImportRegistry.Formats;
import io.glance.common.registryapi.StoredData;
import io.glance.store.ByteRange;
import io.glance.store.OpenImage;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.checked.CheckedStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
  private final Origins origins;
  private final ImportPlugins plugins;
  private final ImageWriter writer;
  private final ImportUndo undo;
  private final Staging staging;
  private final LateBytes late;
  private final ImageDataProperties limits;

  ImportWork(
      ImportJournal journal,
      Origins origins,
      ImportPlugins plugins,
      ImageWriter writer,
      ImportUndo undo,
      Staging staging,
      LateBytes late,
      ImageDataProperties limits) {
    this.journal = journal;
    this.origins = origins;
    this.plugins = plugins;
    this.writer = writer;
    this.undo = undo;
    this.staging = staging;
    this.late = late;
    this.limits = limits;
  }

  /** Returns when the import has ended, or when it is left to be cleaned up. */
  void run(Job job, Hold hold) {
    Progress progress =
        new Progress(
            hold::isLost,
            message -> journal.progress(job.transfer(), message),
            limits.imageSizeCap());
    List<CheckedStore> touched = new ArrayList<>();
    try {
      journal.start(job.transfer());
      List<String> failed = bringAll(job, hold, progress, touched);
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
      undo.afterFailure(job, touched, e);
    }
  }

  private List<String> bringAll(Job job, Hold hold, Progress progress, List<CheckedStore> touched)
      throws IOException {
    List<String> failed = new ArrayList<>();
    try (Prepared prepared = prepare(job, progress)) {
      Origin origin = prepared.origin();
      for (CheckedStore store : job.targets()) {
        try {
          StoredData data = bring(prepared, origin, store, progress, touched);
          tell(job, hold, store, prepared, data);
          origin = at(data, store);
        } catch (IOException e) {
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
  private void tell(Job job, Hold hold, CheckedStore store, Prepared prepared, StoredData data) {
    boolean isLast = store == job.targets().getLast();
    boolean activate = !job.isCopy() && (isLast || !job.order().allStoresMustSucceed());
    try {
      journal.stored(
          job.transfer(), store.backend(), data, activate, formats(job, prepared.image()));
    } catch (ImportJournal.Lost e) {
      late.settle(data, hold, store, job.caller());
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
    return plugins.applyTo(new Prepared(job.image(), origins.of(job)), job, progress);
  }

  /** What the image is called from now on; absent if as before. */
  private static @Nullable Formats formats(Job job, Image prepared) {
    Formats before = new Formats(job.image().diskFormat(), job.image().containerFormat());
    Formats now = new Formats(prepared.diskFormat(), prepared.containerFormat());
    return now.equals(before) ? null : now;
  }

  /** From when it is asked to write, a store may have bytes of the image. */
  private StoredData bring(
      Prepared prepared,
      Origin origin,
      CheckedStore store,
      Progress progress,
      List<CheckedStore> touched)
      throws IOException {
    try (OpenImage bytes = origin.open()) {
      UploadBody body = progress.watch(bytes.stream());
      touched.add(store);
      StoredData data = writer.write(prepared.image(), body, bytes.length(), store);
      requireSame(prepared.image(), data);
      return data;
    } catch (UploadBody.CutOff e) {
      throw e.clientFailure();
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
