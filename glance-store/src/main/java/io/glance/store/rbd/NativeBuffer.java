package io.glance.store.rbd;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Memory that Ceph's libraries write to and read from. For one user at a time, who gives it back
 * once, and not before they are done with it.
 */
final class NativeBuffer {
  private final NativeBuffers origin;
  private final Arena arena;
  private final MemorySegment bytes;

  NativeBuffer(NativeBuffers origin, int size) {
    this.origin = origin;
    this.arena = Arena.ofShared();
    this.bytes = arena.allocate(size);
  }

  MemorySegment bytes() {
    return bytes;
  }

  int size() {
    return (int) bytes.byteSize();
  }

  /** Copies heap bytes to the buffer. */
  void put(int position, byte[] source, int offset, int length) {
    MemorySegment.copy(source, offset, bytes, ValueLayout.JAVA_BYTE, position, length);
  }

  /** Copies bytes of the buffer to the heap. */
  void get(int position, byte[] target, int offset, int length) {
    MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, position, target, offset, length);
  }

  /** Whether the first bytes, at least one, are all zero. */
  boolean isZero(int length) {
    return bytes.get(ValueLayout.JAVA_BYTE, 0) == 0
        && MemorySegment.mismatch(bytes, 0, length - 1L, bytes, 1, length) == -1;
  }

  void giveBack() {
    origin.giveBack(this);
  }

  /** Frees the memory. */
  void free() {
    arena.close();
  }
}
