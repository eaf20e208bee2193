package io.glance.store.swift;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What a PUT sends, once. Used by one thread. */
final class UploadBody {
  private final long length;
  private final Pieces pieces;
  private boolean begun;
  private boolean failed;

  /**
   * @param length bytes, or -1 if that is not known
   */
  UploadBody(long length, Pieces pieces) {
    this.length = length;
    this.pieces = pieces;
  }

  /** Data in buffers that have arrays. */
  interface Pieces {
    /** Null after the last. */
    @Nullable ByteBuffer next() throws IOException;
  }

  long length() {
    return length;
  }

  /** Whether Swift has wanted it, so that it cannot be sent again. */
  boolean hasBegun() {
    return begun;
  }

  /** Whether the data could not be read. */
  boolean hasFailed() {
    return failed;
  }

  void writeTo(OutputStream connection) throws IOException {
    begun = true;
    for (ByteBuffer piece = next(); piece != null; piece = next()) {
      connection.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
    }
  }

  private @Nullable ByteBuffer next() throws IOException {
    failed = true;
    ByteBuffer piece = pieces.next();
    failed = false;
    return piece;
  }
}
