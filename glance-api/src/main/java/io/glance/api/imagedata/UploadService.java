package io.glance.api.imagedata;

import io.glance.api.imagedata.TransferKeeper.Hold;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.StoredData;
import io.glance.common.registryapi.Transfer;
import io.glance.common.registryapi.TransferRegistry;
import io.glance.common.registryapi.TransferRegistry.BeginUpload;
import io.glance.store.StoreException;
import io.glance.store.backends.Stores;
import io.glance.store.checked.CheckedStore;
import io.glance.store.checked.DigestedWrite;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Takes in the bytes of queued images.
 *
 * <p>An upload either ends with an active image whose bytes are durable, or leaves a queued image
 * and nothing in the store. Where it cannot see to that itself, because a service behind it is
 * silent or because it dies, {@link Recovery} does.
 */
@Service
public class UploadService {
  private static final Logger log = LoggerFactory.getLogger(UploadService.class);

  private final ImageRegistry images;
  private final TransferRegistry transfers;
  private final Stores stores;
  private final TransferKeeper keeper;
  private final UploadFinish finish;
  private final ImageDataProperties options;

  UploadService(
      ImageRegistry images,
      TransferRegistry transfers,
      Stores stores,
      TransferKeeper keeper,
      ImageDataProperties options) {
    this.images = images;
    this.transfers = transfers;
    this.stores = stores;
    this.keeper = keeper;
    this.finish = new UploadFinish(images, transfers, keeper);
    this.options = options;
  }

  /**
   * Stores what {@code data} yields up to its end as the bytes of an image. Leaves {@code data}
   * open.
   *
   * @param declaredSize bytes that it should yield, or {@link DeclaredSize#UNKNOWN}
   * @throws GlanceException.Invalid if a format is not set, or the size differs from the declared
   *     one
   * @throws GlanceException.Conflict if the image is not queued, or the store has bytes of that
   *     name
   * @throws GlanceException.LimitExceeded if there are more bytes than one image may have, or no
   *     room
   * @throws GlanceException.Gone if the image was deleted meanwhile
   * @throws IOException as {@code data} throws it
   */
  public void upload(String imageId, InputStream data, long declaredSize, RequestContext caller)
      throws IOException {
    Image image = images.get(imageId, caller);
    requireMayBeSaved(image);
    CheckedStore store = stores.defaultStore();
    Transfer transfer =
        transfers.beginUpload(
            new BeginUpload(image.id(), store.backend(), keeper.holder()), caller);
    try (Hold hold = keeper.hold(transfer)) {
      StoredData stored = write(image, data, declaredSize, new Held(hold, store, caller));
      finish.finish(stored, new Held(hold, store, caller));
    }
  }

  /** Source: glance/domain/__init__.py, Image.status. */
  private static void requireMayBeSaved(Image image) {
    if (!image.status().canMoveTo(ImageStatus.SAVING)) {
      throw new GlanceException.Conflict(
          "Image status transition from %s to saving is not allowed"
              .formatted(image.status().wireName()));
    }
    List<String> missing = new ArrayList<>();
    addIfAbsent(missing, "disk_format", image.diskFormat());
    addIfAbsent(missing, "container_format", image.containerFormat());
    if (!missing.isEmpty()) {
      throw new GlanceException.Invalid(
          "%s %s must be set prior to saving data."
              .formatted(
                  missing.size() == 1 ? "Property" : "Properties", String.join(", ", missing)));
    }
  }

  private static void addIfAbsent(List<String> missing, String name, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      missing.add(name);
    }
  }

  private StoredData write(Image image, InputStream data, long declaredSize, Held held)
      throws IOException {
    UploadBody body = new UploadBody(data, options.imageSizeCap(), held.hold()::isLost);
    try {
      DigestedWrite done =
          held.store().write(image.id(), body, declaredSize, options.hashingAlgorithm());
      return new StoredData(
          done.written().location().url(),
          Map.of(),
          done.written().size(),
          virtualSize(image, done.written().size()),
          done.md5(),
          done.hashAlgorithm().hashlibName(),
          done.hash());
    } catch (UploadBody.CutOff e) {
      giveUp(held, e);
      throw e.clientFailure();
    } catch (IOException e) {
      giveUp(held, e);
      throw StoreFaults.ofUpload(e, image.id());
    } catch (RuntimeException | Error e) {
      giveUp(held, e);
      throw e;
    }
  }

  /**
   * What the disk has that these bytes describe: a raw disk is its bytes; of other formats nothing
   * is known.
   */
  private static @Nullable Long virtualSize(Image image, long size) {
    boolean raw = "bare".equals(image.containerFormat()) && "raw".equals(image.diskFormat());
    return raw && size > 0 ? size : null;
  }

  /**
   * The store has removed what it wrote; should it have failed at that too, the transfer stays, and
   * with it the duty.
   */
  private void giveUp(Held held, Throwable reason) {
    if (held.hold().isLost()) {
      return;
    }
    Transfer transfer = held.hold().transfer();
    try {
      if (!(reason instanceof StoreException.Duplicate)) {
        held.store().discard(transfer.imageId());
      }
      transfers.abandonUpload(transfer.id(), keeper.holder(), Background.onBehalfOf(held.caller()));
    } catch (IOException | RuntimeException e) {
      log.warn("upload of image {} is left to be cleaned up later", transfer.imageId(), e);
    }
  }

  /** An upload in work. */
  record Held(Hold hold, CheckedStore store, RequestContext caller) {}
}
