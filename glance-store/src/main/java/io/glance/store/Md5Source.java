package io.glance.store;

import java.io.IOException;

/**
 * Data whose MD5 is computed anyhow while they are read, so that a driver that compares it with
 * what its server got need not compute it a second time.
 */
public interface Md5Source {

  /**
   * Lower-case hexadecimal, of all bytes. To be called when the data have ended; waits until the
   * last of them were digested.
   */
  String md5() throws IOException;
}
