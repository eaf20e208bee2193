package io.glance.store.rbd;

import java.io.IOException;

/**
 * An image that is being written, open. Ends by {@link #publish} or {@link #close}, both called on
 * {@link NativeThreads}.
 *
 * @param location where it is, once published
 */
record NewImage(RbdImages images, RbdLocation location, OpenedImage opened)
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

  /** Closes it if need be, and removes it: nobody wants it. */
  @Override
  public void close() throws IOException {
    opened.close();
    images.takeBack(location.image());
  }
}
