package io.glance.api.importing;

import io.glance.common.image.Image;
import java.io.IOException;

/**
 * What goes into the stores.
 *
 * @param image as it is to be from now on, formats above all
 * @param origin of its bytes
 */
record Prepared(Image image, Origin origin) implements AutoCloseable {

  @Override
  public void close() throws IOException {
    origin.close();
  }
}
