package io.glance.api.importing;

import io.glance.api.imagedata.DeclaredSize;
import io.glance.api.imagedata.FetchedUploads;
import io.glance.api.imagedata.FetchedUploads.Fetch;
import io.glance.api.imagedata.TransferKeeper.Hold;
import io.glance.api.location.Editor;
import io.glance.api.location.LocationRules;
import io.glance.api.policy.Attributes;
import io.glance.api.policy.ImagePolicy;
import io.glance.api.policy.Policy;
import io.glance.api.task.TaskPool;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.outbound.PrintableUrl;
import io.glance.store.ByteRange;
import io.glance.store.OpenImage;
import io.glance.store.StoreLocation;
import io.glance.store.checked.CheckedStore;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Copies the bytes at a place that a caller names into an image, when his request is over. The
 * image is {@code active} in the end or {@code killed}, and why it is that only the log tells.
 *
 * <p>Source: glance/api/v1/images.py, _external_source, _reserve and _upload.
 */
@Service
public final class CopyFrom {
  private static final Logger log = LoggerFactory.getLogger(CopyFrom.class);

  private final Policy policy;
  private final ImagePolicy imagePolicy;
  private final LocationRules rules;
  private final FetchedUploads uploads;
  private final TaskPool pool;

  CopyFrom(
      Policy policy,
      ImagePolicy imagePolicy,
      LocationRules rules,
      FetchedUploads uploads,
      TaskPool pool) {
    this.policy = policy;
    this.imagePolicy = imagePolicy;
    this.rules = rules;
    this.uploads = uploads;
    this.pool = pool;
  }

  /** A place that its caller may have copied from. */
  public static final class Source {
    private final StoreLocation place;
    private final CheckedStore store;
    private final long size;

    private Source(StoreLocation place, CheckedStore store, long size) {
      this.place = place;
      this.store = store;
      this.size = size;
    }

    /** Bytes, as announced; {@link DeclaredSize#UNKNOWN} if nobody knows. */
    public long size() {
      return size;
    }

    private OpenImage open() throws IOException {
      return store.open(place, ByteRange.ALL);
    }

    /** Without the name and password that it may hold. */
    @Override
    public String toString() {
      return place.toString();
    }
  }

  /**
   * To be asked before anything is written: whether the caller may have these bytes copied.
   *
   * @param url as the caller wrote it
   * @param imageId of the image that they are for; absent if it has none yet
   * @param announcedSize bytes that the caller says there are; the source is asked if he does not:
   *     0 or {@link DeclaredSize#UNKNOWN}
   * @throws GlanceException.Forbidden if the rule {@code copy_from} does not let him
   * @throws GlanceException.Invalid if the place is not one that callers may name, or if nothing is
   *     there, nobody answers or it does not say how much there is: which of these, nobody is told
   * @throws GlanceException.Unavailable if too much is waiting to be done already
   */
  public Source source(
      String url, @Nullable String imageId, long announcedSize, RequestContext caller) {
    requireMayCopy(caller);
    pool.requireRoom();
    if (url.isEmpty()) {
      throw new GlanceException.Invalid("External source should not be empty");
    }
    StoreLocation place = place(url);
    String id = imageId == null ? UUID.randomUUID().toString() : imageId;
    CheckedStore store =
        rules.readerOf(place, Editor.of(caller, id)).orElseThrow(() -> unsupported(url));
    return new Source(place, store, announcedSize > 0 ? announcedSize : size(place, store));
  }

  /**
   * Whether the caller may have bytes copied at all, wherever they are.
   *
   * @throws GlanceException.Forbidden if the rule {@code copy_from} does not let him
   */
  public void requireMayCopy(RequestContext caller) {
    imagePolicy.requireMayWrite(caller);
    if (policy.knows(Policy.COPY_FROM)
        && !policy.allowsByName(Policy.COPY_FROM, Attributes.NONE, caller)) {
      throw new GlanceException.Forbidden(null);
    }
  }

  private static StoreLocation place(String url) {
    try {
      return new StoreLocation(url);
    } catch (IllegalArgumentException _) {
      throw unsupported(url);
    }
  }

  private static GlanceException unsupported(String url) {
    return new GlanceException.Invalid(
        "External sources are not supported: '%s'".formatted(PrintableUrl.of(url)));
  }

  private static long size(StoreLocation place, CheckedStore store) {
    try {
      long size = store.size(place);
      return size > 0 ? size : DeclaredSize.UNKNOWN;
    } catch (IOException e) { // CVE-2017-7200: a caller does not look around with our eyes
      log.debug("{} does not say how much there is", place, e);
      throw new GlanceException.Invalid("The external source cannot be read");
    }
  }

  /**
   * Begins to copy. The image is {@code saving} afterwards, and whatever happens to this process it
   * does not stay so.
   *
   * @param imageId of an image that waits for data
   * @param store id of the store that the bytes go to; the default one if absent
   * @throws GlanceException as {@link io.glance.api.imagedata.UploadService#upload} before it reads
   *     anything
   */
  public void begin(String imageId, Source source, @Nullable String store, RequestContext caller) {
    Fetch fetch = uploads.begin(imageId, source.size(), store, caller);
    pool.submit(fetch.transfer(), hold -> copy(fetch, hold, source));
  }

  private void copy(Fetch fetch, Hold hold, Source source) {
    String imageId = fetch.transfer().imageId();
    try {
      uploads.run(fetch, hold, source::open);
      log.info("image {} is copied from {}", imageId, source);
    } catch (IOException | GlanceException e) {
      log.warn("image {} could not be copied from {}", imageId, source, e);
    } catch (RuntimeException e) {
      log.error("image {} could not be copied from {}", imageId, source, e);
    }
  }
}
