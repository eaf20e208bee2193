package io.glance.store.rbd;

import java.io.IOException;

/**
 * An image that is being written, open. Ends by {@link #publish} or {@link #close}, both called on
 * {@link NativeThreads}.
 *
 * @param location where it is, once published
 * @param id by which it is told from later ones of its name
 * @param claim is closed when the image was taken back; after {@link #publish} by the caller
 */
record NewImage(
    RbdImages images, RbdLocation location, OpenedImage opened, String id, Unfinished.Claim claim)
    implements AutoCloseable {

  /** Makes what was written an image that is found, and closes it. */
  void publish() throws IOException {
    String snapshot = location.snapshot();
    if (snapshot != null) {
      opened.use(image -> {
        image.createSnapshot(snapshot);
        image.protectSnapshot(snapshot);
        return image;
      });
    }
    opened.close();
  }

  /**
   * Closes it if need be, and removes it, unless its name is another image's by now. If closing
   * took so long that the claim was given up, it is left to those who may remove it since then.
   */
  @Override
  public void close() throws IOException {
    try (claim) {
      opened.close();
      if (claim.isHeld()) {
        images.takeBack(location.image(), id);
      }
    }
  }
}
