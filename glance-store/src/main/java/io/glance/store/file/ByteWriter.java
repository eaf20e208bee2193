package io.glance.store.file;

import java.io.Closeable;
import java.io.IOException;

/** A way to get bytes into a new file, one after the other. For one thread. */
interface ByteWriter extends Closeable {

  /** The bytes may be overwritten by the caller afterwards. */
  void write(byte[] bytes, int offset, int length) throws IOException;

  /**
   * Nothing more comes: all bytes are handed to the operating system, and the file is that long.
   */
  void end() throws IOException;

  /** Lets go of what the writer itself took, not of the file. */
  @Override
  void close();
}
