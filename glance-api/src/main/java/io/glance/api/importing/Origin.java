package io.glance.api.importing;

import io.glance.store.OpenImage;
import java.io.IOException;

/** Where an import reads the bytes of its image; may be read several times, one after the other. */
interface Origin extends AutoCloseable {

  /**
   * The bytes from the first on. The caller closes the result.
   *
   * @throws ImportFailure if there is nothing to be had, in words for those who look at the task
   */
  OpenImage open() throws IOException;

  /** Gives back what it kept for itself. */
  @Override
  default void close() throws IOException {}
}
