package io.glance.api.imagedata;

import io.glance.common.registryapi.Transfer;
import java.io.IOException;

/** Knows how to clean up after work on bytes whose process died. */
public interface AbandonedWork {

  boolean isFor(Transfer transfer);

  /**
   * Ends a transfer that this process has claimed. May be called again and again until it does not
   * throw.
   *
   * @throws IOException if something is left, for a store or the registry does not answer now
   */
  void cleanUp(Transfer transfer) throws IOException;
}
