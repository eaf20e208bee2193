package io.glance.store.rbd;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * What librbd tells of the names in a pool: an array of {@code rbd_image_spec_t}, which are two
 * addresses of texts, an id and a name.
 */
final class ImageNames {
  private static final long SPEC = 2 * ValueLayout.ADDRESS.byteSize();
  private static final long FIRST = 16;

  private ImageNames() {}

  /** In any order. */
  static List<String> in(RbdPool pool, LibRbd.Names functions, MemorySegment handle)
      throws CephError {
    long room = FIRST;
    while (true) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment specs = arena.allocate(room * SPEC, ValueLayout.ADDRESS.byteAlignment());
        MemorySegment count = arena.allocate(ValueLayout.JAVA_LONG);
        count.set(ValueLayout.JAVA_LONG, 0, room);
        try {
          pool.call(functions.list(), handle, specs, count);
          return read(functions, specs, count.get(ValueLayout.JAVA_LONG, 0));
        } catch (CephError e) {
          if (!e.is(CephError.TOO_SMALL)) {
            throw e;
          }
          // Some may come before the next call.
          room = Math.max(2 * room, count.get(ValueLayout.JAVA_LONG, 0) + FIRST);
        }
      }
    }
  }

  @SuppressWarnings("restricted") // the texts end with a zero
  private static List<String> read(LibRbd.Names functions, MemorySegment specs, long count) {
    try {
      List<String> names = new ArrayList<>();
      for (long i = 0; i < count; i++) {
        MemorySegment name =
            specs.get(ValueLayout.ADDRESS, i * SPEC + ValueLayout.ADDRESS.byteSize());
        names.add(name.reinterpret(Long.MAX_VALUE).getString(0));
      }
      return names;
    } finally {
      functions.release().run(specs, count);
    }
  }
}
