package io.glance.api.imagedata;

import io.glance.api.imagedata.TransferKeeper.Hold;
import io.glance.api.imagedata.UploadJournal.OpenUpload;
import io.glance.api.imagedata.UploadStart.Started;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.Reservation;
import io.glance.common.registryapi.Transfer;
import io.glance.store.OpenImage;
import io.glance.store.checked.CheckedStore;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Uploads whose bytes this service fetches itself when their request is over. There is nobody to
 * try again: one that fails, or whose process dies, kills its image.
 *
 * <p>Source: glance/api/v1/images.py, _upload_and_activate.
 */
@Service
public final class FetchedUploads {
  private final UploadStart start;
  private final UploadWork work;

  FetchedUploads(UploadStart start, UploadWork work) {
    this.start = start;
    this.work = work;
  }

  /** An upload that has begun and whose bytes are still to be fetched. */
  public static final class Fetch {
    private final Image image;
    private final @Nullable Reservation room;
    private final Transfer transfer;
    private final CheckedStore store;
    private final RequestContext caller;

    private Fetch(Started started) {
      image = started.image();
      room = started.room();
      transfer = started.upload().transfer();
      store = started.upload().store();
      caller = started.upload().caller();
    }

    public Transfer transfer() {
      return transfer;
    }

    private Started resume(Hold hold) {
      return new Started(image, room, new OpenUpload(hold, store, caller));
    }
  }

  /** Where the bytes come from. */
  @FunctionalInterface
  public interface Source {
    /** The caller closes the result. */
    OpenImage open() throws IOException;
  }

  /**
   * Moves an image to {@code saving} and writes the upload down. Nobody holds its lease then: the
   * caller has it {@linkplain #run run} at once or soon.
   *
   * @param size bytes that are to come, or {@link DeclaredSize#UNKNOWN}
   * @param store id of the store that they go to; the default one if absent
   * @throws GlanceException as {@link UploadService#upload} before it reads anything
   */
  public Fetch begin(String imageId, long size, @Nullable String store, RequestContext caller) {
    try (Started started = start.begin(imageId, size, store, ImageStatus.KILLED, caller)) {
      return new Fetch(started);
    }
  }

  /**
   * Fetches the bytes. The upload has ended afterwards, whatever happened, or is left to {@link
   * Recovery}.
   *
   * @param hold on the upload's transfer
   * @return the image, active
   * @throws GlanceException as {@link UploadService#upload} when it reads
   * @throws IOException as the source throws it
   */
  public Image run(Fetch fetch, Hold hold, Source source) throws IOException {
    Started started = fetch.resume(hold);
    try (OpenImage bytes = open(source, started)) {
      return work.bring(bytes.stream(), length(bytes, fetch.image), started);
    }
  }

  /** What was said of the image, so that other data are refused; otherwise what the source says. */
  private static long length(OpenImage bytes, Image image) {
    @Nullable Long declared = image.size();
    return declared != null && declared > 0 ? declared : bytes.length();
  }

  private OpenImage open(Source source, Started started) throws IOException {
    try {
      return source.open();
    } catch (IOException | RuntimeException e) {
      work.decline(started);
      throw e;
    }
  }
}
