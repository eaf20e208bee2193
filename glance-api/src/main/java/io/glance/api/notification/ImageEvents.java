package io.glance.api.notification;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.registryapi.ImageRegistry;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What services say of images, in a line each. No method fails, and none asks the registry unless
 * somebody wants to know.
 */
public final class ImageEvents {
  private static final Logger log = LoggerFactory.getLogger(ImageEvents.class);

  private final Notifier notifier;
  private final ImageRegistry images;
  private final Clock clock;

  public ImageEvents(Notifier notifier, ImageRegistry images, Clock clock) {
    this.notifier = notifier;
    this.images = images;
    this.clock = clock;
  }

  public void created(Image image) {
    notifier.send(new ImageEvent.Created(image));
  }

  public void updated(Image image) {
    notifier.send(new ImageEvent.Updated(image));
  }

  /** For a change after which nobody knows the image as a whole. */
  public void updated(String imageId, String requestId) {
    if (notifier.wants(ImageEvent.Updated.TYPE)) {
      find(imageId, requestId).ifPresent(this::updated);
    }
  }

  /**
   * @param image as it was when it was there
   */
  public void deleted(Image image) {
    notifier.send(new ImageEvent.Deleted(image, clock.instant()));
  }

  /**
   * Bytes of an image are about to be written, which {@code saving} or {@code importing} shows.
   *
   * @param store that they go to; absent where there is only one
   * @return to be told how it ends
   */
  public DataEvents writing(String imageId, @Nullable String store, String requestId) {
    if (!notifier.isOn()) {
      return DataEvents.NONE;
    }
    DataEvents attempt =
        new DataEvents(notifier, imageId, find(imageId, requestId).orElse(null), store);
    attempt.prepared();
    return attempt;
  }

  /** Whether it matters how many bytes of an image a client gets. */
  public boolean wantsSent() {
    return notifier.wants(ImageEvent.Sent.TYPE);
  }

  /**
   * @param whole whether these are all that were announced
   */
  public void sent(Image image, long bytes, boolean whole, RequestContext receiver) {
    notifier.send(new ImageEvent.Sent(image, bytes, whole, receiver));
  }

  private Optional<Image> find(String imageId, String requestId) {
    try {
      return Optional.of(images.get(imageId, RequestContext.administrator(requestId)));
    } catch (GlanceException.NotFound _) {
      return Optional.empty(); // deleted meanwhile, which is told elsewhere
    } catch (RuntimeException e) {
      log.warn("nobody is told of a change of image {}: {}", imageId, e.toString());
      return Optional.empty();
    }
  }
}
