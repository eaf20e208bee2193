package io.glance.api.imagedata;

import io.glance.api.cache.ImageReads;
import io.glance.api.cache.ImageSource;
import io.glance.api.notification.ImageEvents;
import io.glance.api.policy.ImagePolicy;
import io.glance.api.policy.PolicyRule;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.store.ByteRange;
import io.glance.store.OpenImage;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Hands out the bytes of images. */
@Service
public class DownloadService {
  private final ImageRegistry images;
  private final ImageReads reads;
  private final StoredImages stored;
  private final StoreChoice choice;
  private final ImagePolicy policy;
  private final ImageEvents events;

  DownloadService(
      ImageRegistry images,
      ImageReads reads,
      StoredImages stored,
      StoreChoice choice,
      ImagePolicy policy,
      ImageEvents events) {
    this.images = images;
    this.reads = reads;
    this.stored = stored;
    this.choice = choice;
    this.policy = policy;
    this.events = events;
  }

  /**
   * Opens the bytes of an image, in the cache or at the first of its locations that has them; empty
   * if none has. The caller closes the result.
   *
   * @param prefer ids of the stores to be looked into first, between commas
   * @throws GlanceException.Invalid if there are no such stores
   * @throws GlanceException.NotFound if the caller sees no such image
   * @throws GlanceException.Forbidden if it is deactivated and the caller no administrator, or if
   *     he may not
   * @throws GlanceException.RangeNotSatisfiable if it has no such bytes
   * @throws GlanceException.Unavailable if no store that has them answers
   */
  public Optional<Download> open(
      String imageId, RangeHeader wanted, @Nullable String prefer, RequestContext caller) {
    return open(images.get(imageId, caller), wanted, prefer, caller);
  }

  /**
   * The same for an image that the caller was just found to see.
   *
   * @throws GlanceException as {@link #open(String, RangeHeader, String, RequestContext)}
   */
  public Optional<Download> open(
      Image image, RangeHeader wanted, @Nullable String prefer, RequestContext caller) {
    if (image.status() == ImageStatus.DEACTIVATED && !caller.admin()) {
      throw new GlanceException.Forbidden(
          "The requested image has been deactivated. Image data download is forbidden.");
    }
    policy.require(PolicyRule.DOWNLOAD_IMAGE, image, caller);
    if (prefer != null && !prefer.isEmpty()) {
      policy.require(PolicyRule.DOWNLOAD_FROM_STORE, image, caller);
    }
    Set<String> preferred = choice.preferred(prefer);
    if (image.locations().isEmpty()) {
      return Optional.empty();
    }
    Optional<ByteRange> part = part(image, wanted);
    ImageSource source =
        range -> stored.open(image, preferred, range, Tenants.of(image.id(), caller));
    return reads
        .open(image, part.orElse(ByteRange.ALL), source)
        .map(data -> new Download(image, data, part, receipt(image, caller)));
  }

  private @Nullable Receipt receipt(Image image, RequestContext caller) {
    return events.wantsSent() ? (bytes, whole) -> events.sent(image, bytes, whole, caller) : null;
  }

  /** Of an image whose size nobody knows, there are no parts. */
  private static Optional<ByteRange> part(Image image, RangeHeader wanted) {
    return image.size() == null ? Optional.empty() : wanted.of(image.size());
  }

  /** Is told how much of a download reached its client. */
  public interface Receipt {
    /**
     * @param whole whether nothing is missing
     */
    void sent(long bytes, boolean whole);
  }

  /**
   * An image's bytes, ready to be sent.
   *
   * @param part within the image; absent if all was asked for
   * @param receipt to be told when the last byte is sent; absent if nobody wants to know
   */
  public record Download(
      Image image, OpenImage data, Optional<ByteRange> part, @Nullable Receipt receipt)
      implements AutoCloseable {

    /** Bytes to be sent, or -1 if nobody knows. */
    public long length() {
      if (part.isPresent()) {
        return part.get().length();
      }
      return image.size() == null ? data.length() : image.size();
    }

    @Override
    public void close() throws IOException {
      data.close();
    }
  }
}
