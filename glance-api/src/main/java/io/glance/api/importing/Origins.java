package io.glance.api.importing;

import io.glance.api.imagedata.StoredBytes;
import io.glance.api.imagedata.Tenants;
import io.glance.common.image.ImageLocation;
import io.glance.store.ByteRange;
import io.glance.store.OpenImage;
import io.glance.store.StoreException;
import io.glance.store.backends.Stores;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds the bytes that an import is about. */
@Component
final class Origins {
  private final Staging staging;
  private final StoredBytes bytes;
  private final Stores stores;
  private final Download download;
  private final RemoteGlance remote;

  Origins(
      Staging staging, StoredBytes bytes, Stores stores, Download download, RemoteGlance remote) {
    this.staging = staging;
    this.bytes = bytes;
    this.stores = stores;
    this.download = download;
    this.remote = remote;
  }

  /** The image as it arrives, and its bytes. */
  Prepared of(Job job) throws IOException {
    return switch (job.order().method()) {
      case ImportMethod.GlanceDirect _ -> new Prepared(job.image(), () -> staged(job));
      case ImportMethod.WebDownload web ->
          new Prepared(job.image(), () -> download.open(String.valueOf(web.uri())));
      case ImportMethod.TaskImport task ->
          new Prepared(job.image(), () -> download.open(task.uri()));
      case ImportMethod.CopyImage _ -> new Prepared(job.image(), () -> stored(job));
      case ImportMethod.GlanceDownload wanted -> remote.describe(wanted, job);
    };
  }

  private OpenImage staged(Job job) throws IOException {
    OpenImage open;
    try {
      open = staging.open(job.imageId());
    } catch (StoreException.NotFound e) {
      throw new ImportFailure("The staged data of the image is not on this node", e);
    }
    if (job.image().size() != null && open.length() != job.image().size()) {
      open.close();
      throw new ImportFailure(
          "Image size mismatch. Expected %d but got %d"
              .formatted(job.image().size(), open.length()));
    }
    return open;
  }

  /**
   * The bytes at the default store, else at the first other place that has them.
   *
   * <p>Source: glance/async_/flows/_internal_plugins/copy_image.py.
   */
  private OpenImage stored(Job job) throws IOException {
    String preferred = stores.defaultStore().backend();
    List<ImageLocation> places =
        job.image().locations().stream()
            .sorted(Comparator.comparing(one -> !preferred.equals(one.metadata().get("store"))))
            .toList();
    IOException failure = new ImportFailure("Image not found in any configured store");
    for (ImageLocation place : places) {
      try {
        return bytes.open(place, ByteRange.ALL, Tenants.of(job.imageId(), job.caller()));
      } catch (StoreException e) {
        failure = e;
      }
    }
    throw failure;
  }
}
