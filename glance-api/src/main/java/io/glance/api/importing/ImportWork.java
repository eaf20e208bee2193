package io.glance.api.importing;

import io.glance.api.imagedata.ImageDataProperties;
import io.glance.api.imagedata.TransferKeeper.Hold;
import io.glance.common.error.GlanceException;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Does one import from its start to its end, whichever that is.
 *
 * <p>Bytes rest on this node only where a plugin wants a file, or several stores at the same time.
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
  private final ImportToStores stores;
  private final ImportUndo undo;
  private final Staging staging;
  private final ImageDataProperties limits;

  ImportWork(
      ImportJournal journal,
      ImportRoom room,
      Origins origins,
      ImportPlugins plugins,
      ImportToStores stores,
      ImportUndo undo,
      Staging staging,
      ImageDataProperties limits) {
    this.journal = journal;
    this.room = room;
    this.origins = origins;
    this.plugins = plugins;
    this.stores = stores;
    this.undo = undo;
    this.staging = staging;
    this.limits = limits;
  }

  /** Returns when the import has ended, or when it is left to be cleaned up. */
  void run(Job job, Hold hold) {
    Progress progress =
        new Progress(
            hold::isLost,
            message -> journal.progress(job.transfer(), message),
            limits.imageSizeCap());
    Running running = Running.of(job, hold, progress);
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
      undo.afterFailure(job, running.touchedStores(), e);
    }
  }

  private List<String> bringAll(Running running) throws IOException {
    Job job = running.job();
    try (Prepared prepared = plugins.applyTo(origins.of(job), job, running.progress())) {
      return stores.bringAll(running, prepared);
    }
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
