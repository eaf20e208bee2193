package io.glance.api.importing;

import io.glance.api.imagedata.ImageSharing;
import io.glance.api.imagedata.ImageWriter;
import io.glance.api.imagedata.LateBytes;
import io.glance.api.imagedata.Reservations;
import io.glance.api.imagedata.UploadBody;
import io.glance.api.notification.DataEvents;
import io.glance.api.notification.ImageEvents;
import io.glance.api.quota.StorageQuota;
import io.glance.common.image.Image;
import io.glance.common.registryapi.ImportRegistry.Traits;
import io.glance.common.registryapi.StorageLimit;
import io.glance.common.registryapi.StoredData;
import io.glance.store.ByteRange;
import io.glance.store.OpenImage;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.checked.CheckedStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Brings an import's bytes to its stores. Each store has them durably before the registry hears of
 * it.
 *
 * <p>One store after the other: the first one gets them from where they are, the others from the
 * one before. Or several at the same time, all from a file of this node, if the operator wants that
 * and there is room in the quota for all of them; a copy of an image is always made in turn.
 *
 * <p>Source: glance/async_/flows/parallel_api_image_import.py.
 */
@Component
final class ImportToStores {
  private static final Logger log = LoggerFactory.getLogger(ImportToStores.class);

  private final ImportJournal journal;
  private final Reservations reservations;
  private final StorageQuota quota;
  private final ImageWriter writer;
  private final ImportUndo undo;
  private final LateBytes late;
  private final ImageEvents events;
  private final ImageSharing sharing;
  private final LocalFiles files;
  private final int atOnce;

  ImportToStores(
      ImportJournal journal,
      Reservations reservations,
      StorageQuota quota,
      ImageWriter writer,
      ImportUndo undo,
      LateBytes late,
      ImageEvents events,
      ImageSharing sharing,
      LocalFiles files,
      ImportPluginProperties options) {
    this.journal = journal;
    this.reservations = reservations;
    this.quota = quota;
    this.writer = writer;
    this.undo = undo;
    this.late = late;
    this.events = events;
    this.sharing = sharing;
    this.files = files;
    this.atOnce = options.maxParallelStores();
  }

  /**
   * Returns the stores that failed and need not succeed. When it returns or throws, nothing is
   * being written any more.
   *
   * @throws StoreFailure if a store failed that must succeed
   */
  List<String> bringAll(Running running, Prepared prepared) throws IOException {
    List<String> failed = Collections.synchronizedList(new ArrayList<>());
    if (atOnce > 1 && running.job().targets().size() > 1 && !running.job().isCopy()) {
      bringAtOnce(running, prepared, failed);
    } else {
      bringInTurn(running, prepared, failed);
    }
    return failed;
  }

  private void bringInTurn(Running running, Prepared prepared, List<String> failed)
      throws IOException {
    AtomicReference<Origin> next = new AtomicReference<>(prepared.origin());
    for (CheckedStore store : running.job().targets()) {
      Way way = new Way(running, prepared, 0);
      take(way, next.get(), store, failed).ifStored(data -> next.set(at(data, store)));
    }
  }

  private void bringAtOnce(Running running, Prepared prepared, List<String> failed)
      throws IOException {
    Job job = running.job();
    LocalFile file = files.of(prepared.origin(), job, running.progress());
    Prepared local = new Prepared(prepared.image(), file);
    try {
      int count = job.targets().size();
      OptionalLong reserved =
          reservations.tryReserve(file.size() * count, job.transfer(), limitOf(job));
      if (reserved.isEmpty()) {
        bringInTurn(running, local, failed);
        return;
      }
      Way way = new Way(running, local, reserved.getAsLong() / count);
      SideBySide.run(
          job.targets(), atOnce, store -> take(way, file, store, failed), running.progress());
    } finally {
      file.removeCopy();
    }
  }

  /**
   * @param reservedEach bytes that each store has room for already; 0 if it has to ask
   */
  private record Way(Running running, Prepared prepared, long reservedEach) {
    Job job() {
      return running.job();
    }

    /** Bytes that are reserved when one more store has come to its end. */
    long reservedAfterOneMore() {
      return reservedEach * running.left().decrementAndGet();
    }
  }

  /** What became of one store: bytes, or none because it failed. */
  private record Outcome(@Nullable StoredData data) {
    void ifStored(Consumer<StoredData> action) {
      if (data != null) {
        action.accept(data);
      }
    }
  }

  private Outcome take(Way way, Origin origin, CheckedStore store, List<String> failed)
      throws IOException {
    Job job = way.job();
    Progress progress = way.running().progress();
    DataEvents told =
        events.writing(
            job.imageId(), job.named() ? store.backend() : null, job.caller().requestId());
    try {
      StoredData data = bring(way, origin, store);
      Image now = tell(way, store, data);
      told.stored(now);
      sharing.shareIfPossible(now, job.caller());
      return new Outcome(data);
    } catch (IOException e) {
      told.failed(e);
      if (e instanceof StoreException.Duplicate || e instanceof StoreException.Unsupported) {
        way.running().touched().remove(store); // what is there is not of this import
      }
      if (job.order().allStoresMustSucceed() || progress.isStopped() || progress.isGivenUp()) {
        throw new StoreFailure(store.backend(), e);
      }
      log.warn("import of image {} to store {} failed", job.imageId(), store.backend(), e);
      undo.discard(job, store, way.running().touched());
      synchronized (way.running().left()) {
        journal.storeFailed(job.transfer(), store.backend(), way.reservedAfterOneMore());
      }
      failed.add(store.backend());
      return new Outcome(null);
    }
  }

  /** Nobody else knows of the bytes if the import is another's by now. */
  private Image tell(Way way, CheckedStore store, StoredData data) {
    Job job = way.job();
    try {
      synchronized (way.running().left()) {
        long reserved = way.reservedAfterOneMore();
        boolean isLast = way.running().left().get() == 0;
        boolean activate = !job.isCopy() && (isLast || !job.order().allStoresMustSucceed());
        ImportJournal.Arrival arrival =
            new ImportJournal.Arrival(store.backend(), data, activate, reserved);
        return journal.stored(job.transfer(), arrival, traits(job, way.prepared().image()));
      }
    } catch (ImportJournal.Lost e) {
      late.settle(data, way.running().hold(), store, job.caller());
      throw e;
    }
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

  private @Nullable StorageLimit limitOf(Job job) {
    return quota.limitFor(job.caller(), job.limits());
  }

  /** From when it is asked to write, a store may have bytes of the image. */
  private StoredData bring(Way way, Origin origin, CheckedStore store) throws IOException {
    Job job = way.job();
    Image image = way.prepared().image();
    try (OpenImage bytes = origin.open()) {
      UploadBody body = way.running().progress().watch(bytes.stream());
      InputStream within =
          way.reservedEach() > 0
              ? body
              : reservations.begin(body, bytes.length(), job.transfer(), limitOf(job));
      way.running().touched().add(store);
      StoredData data = writer.write(image, within, bytes.length(), store, job.caller());
      requireSame(image, data);
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
}
