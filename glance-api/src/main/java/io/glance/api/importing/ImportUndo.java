package io.glance.api.importing;

import io.glance.api.imagedata.InspectedBody;
import io.glance.api.imagedata.ReservedBody;
import io.glance.api.imagedata.UploadBody;
import io.glance.api.signature.SignatureRefused;
import io.glance.common.error.GlanceException;
import io.glance.store.StoreException;
import io.glance.store.checked.CheckedStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes back what an import did before it failed. Locations disappear before their bytes, and the
 * registry is told that all is over when nothing is left. Should anything fail here, the transfer
 * stays, and with it the duty.
 */
@Component
final class ImportUndo {
  private static final Logger log = LoggerFactory.getLogger(ImportUndo.class);

  private final ImportJournal journal;
  private final Staging staging;

  ImportUndo(ImportJournal journal, Staging staging) {
    this.journal = journal;
    this.staging = staging;
  }

  /**
   * Takes an import back that failed with {@code reason}.
   *
   * @param touched stores that may have bytes of it
   */
  void afterFailure(Job job, List<CheckedStore> touched, Exception reason) {
    try {
      journal.retract(job.transfer());
      for (CheckedStore store : touched) {
        store.discard(job.imageId());
      }
      staging.remove(job.imageId());
      journal.fail(
          job.transfer(),
          meaningOf(reason).orElse("Task failed due to Internal Error"),
          failedStores(job, reason),
          null);
    } catch (ImportJournal.Lost e) {
      log.warn("import of image {} is somebody else's by now", job.imageId(), e);
    } catch (IOException | RuntimeException e) {
      log.warn("import of image {} is left to be cleaned up", job.imageId(), e);
    }
  }

  /** Removes what a store that may fail has got of the image. */
  void discard(Job job, CheckedStore store, Set<CheckedStore> touched) {
    if (!touched.contains(store)) {
      return;
    }
    try {
      store.discard(job.imageId());
      touched.remove(store);
    } catch (IOException e) {
      log.warn("store {} keeps a part of image {}", store.backend(), job.imageId(), e);
    }
  }

  private static List<String> failedStores(Job job, Exception reason) {
    if (!job.named() || reason instanceof GlanceException.LimitExceeded) {
      return List.of();
    }
    if (reason instanceof StoreFailure failure) {
      return List.of(failure.store());
    }
    return new ArrayList<>(job.targets().stream().map(CheckedStore::backend).toList());
  }

  /**
   * What those who look at the task may know: nothing of stores and their credentials. Empty if it
   * is our fault.
   */
  static Optional<String> meaningOf(Exception reason) {
    @Nullable Throwable cause =
        reason instanceof StoreFailure failure ? failure.getCause() : reason;
    return switch (cause) {
      case ImportFailure failure -> Optional.of(String.valueOf(failure.getMessage()));
      case InspectedBody.Refused failure -> Optional.of(String.valueOf(failure.getMessage()));
      case ReservedBody.Exceeded failure -> Optional.of(String.valueOf(failure.getMessage()));
      case SignatureRefused failure -> Optional.of(String.valueOf(failure.getMessage()));
      case UploadBody.TooLarge failure -> Optional.of(String.valueOf(failure.getMessage()));
      case StoreException failure -> Optional.of(String.valueOf(failure.getMessage()));
      case GlanceException failure -> Optional.of(String.valueOf(failure.getMessage()));
      case null, default -> Optional.empty();
    };
  }
}
