package io.glance.api.locationimport;

import io.glance.api.imagedata.ImageDataProperties;
import io.glance.api.imagedata.StoredBytes;
import io.glance.api.imagedata.Tenants;
import io.glance.api.imagedata.TransferKeeper.Hold;
import io.glance.api.importing.StageHosts;
import io.glance.api.location.Editor;
import io.glance.api.location.LocationRules;
import io.glance.api.locationimport.LocationJournal.Addition;
import io.glance.common.error.GlanceException;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.LocationImportRegistry.Digests;
import io.glance.common.registryapi.Transfer;
import io.glance.store.checked.HashAlgorithm;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Does one import of a location from its start to its end. An image whose bytes must be verified is
 * {@code importing} until they are; any other is active before its digests are known.
 *
 * <p>Source: glance/async_/flows/location_import.py, get_flow. Unlike there, a location that is not
 * what it should be goes also if it is a web server's.
 */
@Component
final class LocationImportWork {
  private static final Logger log = LoggerFactory.getLogger(LocationImportWork.class);

  private final LocationJournal journal;
  private final LocationRules rules;
  private final LocationDigests digests;
  private final StoredBytes bytes;
  private final StageHosts hosts;
  private final LocationImportProperties options;
  private final HashAlgorithm algorithm;

  LocationImportWork(
      LocationJournal journal,
      LocationRules rules,
      LocationDigests digests,
      StoredBytes bytes,
      StageHosts hosts,
      LocationImportProperties options,
      ImageDataProperties data) {
    this.journal = journal;
    this.rules = rules;
    this.digests = digests;
    this.bytes = bytes;
    this.hosts = hosts;
    this.options = options;
    this.algorithm = data.hashingAlgorithm();
  }

  /** Returns when the import has ended, or when it is left to be cleaned up. */
  void run(LocationJob job, Hold hold) {
    try {
      if (!job.isAdded()) {
        add(job);
      }
      journal.finish(job.transfer(), digestsOf(job, hold));
      log.info("image {} has its location", job.imageId());
    } catch (GlanceException.Conflict e) {
      log.warn("location of image {} is somebody else's by now", job.imageId(), e);
    } catch (GlanceException.Unavailable e) {
      log.warn("location of image {} is left to be cleaned up", job.imageId(), e);
    } catch (GlanceException.Gone _) {
      end(job, "Image %s was deleted".formatted(job.imageId()));
    } catch (LocationDigests.Cancelled e) {
      log.info("digests of image {} are left: {}", job.imageId(), e.getMessage());
    } catch (GlanceException.Invalid | GlanceException.LimitExceeded | Mismatch e) {
      end(job, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      log.debug("digests of image {} failed", job.imageId(), e);
      end(job, "Hash calculation failed for image %s data".formatted(job.imageId()));
    } catch (RuntimeException e) {
      log.error("adding a location to image {} failed", job.imageId(), e);
      end(job, "Task failed due to Internal Error");
    }
  }

  private void add(LocationJob job) {
    boolean verifies = options.doSecureHash() && job.expected() != null;
    long size = rules.requireBytes(job.location(), true, Editor.trusted(job.tenant()));
    journal.add(
        job,
        new Addition(
            size,
            rules.isExclusive(job.location()),
            verifies ? ImageStatus.IMPORTING : ImageStatus.ACTIVE,
            options.doSecureHash() ? null : trusted(job.expected()),
            options.doSecureHash() ? hosts.self().orElse(null) : null));
  }

  private static @Nullable Digests trusted(LocationOrder.@Nullable Expected expected) {
    return expected == null
        ? null
        : new Digests(null, expected.hashAlgorithm(), expected.hashValue());
  }

  /** What the image shows from now on; absent if it keeps what it has. */
  private @Nullable Digests digestsOf(LocationJob job, Hold hold) throws IOException {
    if (!options.doSecureHash()) {
      return null;
    }
    LocationOrder.@Nullable Expected expected = job.expected();
    if (expected == null) {
      return digestsIfAny(job, hold);
    }
    Digests computed = digests.compute(job, HashAlgorithm.named(expected.hashAlgorithm()), hold);
    if (!computed.hashValue().equalsIgnoreCase(expected.hashValue())) {
      throw new Mismatch(expected.hashValue(), computed.hashValue());
    }
    return computed;
  }

  /** An active image stays active, with or without digests. */
  private @Nullable Digests digestsIfAny(LocationJob job, Hold hold) throws IOException {
    try {
      return digests.compute(job, algorithm, hold);
    } catch (LocationDigests.Cancelled e) {
      throw e;
    } catch (IOException e) {
      log.warn("Hash calculation failed for image {} data", job.imageId(), e);
      return null;
    }
  }

  /** The bytes are not what the caller said. */
  private static final class Mismatch extends IOException {
    private static final long serialVersionUID = 1;

    Mismatch(String expected, String actual) {
      super(
          "os_hash_value: (%s) not matched with actual os_hash_value: (%s)"
              .formatted(expected, actual));
    }
  }

  private void end(LocationJob job, String message) {
    log.warn("adding a location to image {} failed: {}", job.imageId(), message);
    try {
      takeBack(job.transfer(), message);
    } catch (IOException | RuntimeException e) {
      log.warn("location of image {} is left to be cleaned up", job.imageId(), e);
    }
  }

  /**
   * Ends an import that has failed. The location goes out of use before its bytes are removed, and
   * the image waits again when they are gone.
   *
   * @throws IOException if the bytes cannot be removed now
   */
  void takeBack(Transfer transfer, String message) throws IOException {
    Transfer retracted = journal.retract(transfer);
    bytes.deleteAll(
        retracted.locations(), transfer.imageId(), Tenants.unknownOwnerOf(transfer.imageId()));
    journal.fail(transfer, message);
  }
}
