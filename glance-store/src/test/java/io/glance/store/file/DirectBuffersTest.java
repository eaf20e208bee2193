package io.glance.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.store.file.DirectBuffers.Pair;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DirectBuffersTest {
  private static final int MIB = 1024 * 1024;

  private final AtomicInteger bytes = new AtomicInteger();
  private final AtomicBoolean full = new AtomicBoolean();
  private final DirectBuffers buffers = new DirectBuffers(this::allocate);

  @Test
  void thereAreSoManyAndNoMore() {
    List<Pair> first = takeAll();
    first.forEach(buffers::giveBack);
    List<Pair> again = takeAll();

    assertThat(first).hasSize(DirectBuffers.PAIRS);
    assertThat(identities(again)).isEqualTo(identities(first));
    assertThat(bytes).hasValue(32 * (MIB + DirectBuffers.ALIGNMENT));
  }

  @Test
  void theyAreAlignedAndEmptyWheneverTheyAreTaken() {
    Pair used = buffers.take();
    used.one().put(new byte[100]);
    used.other().put(new byte[100]).flip();
    buffers.giveBack(used);

    Pair pair = buffers.take();

    for (ByteBuffer buffer : List.of(pair.one(), pair.other())) {
      assertThat(buffer.isDirect()).isTrue();
      assertThat(buffer.alignmentOffset(0, DirectBuffers.ALIGNMENT)).isZero();
      assertThat(buffer.position()).isZero();
      assertThat(buffer.remaining()).isEqualTo(MIB);
    }
  }

  @Test
  void whatCouldNotBeMadeIsMadeLater() {
    full.set(true);
    for (int i = 0; i < 2 * DirectBuffers.PAIRS; i++) {
      assertThat(buffers.take()).isNull();
    }

    full.set(false);

    assertThat(takeAll()).hasSize(DirectBuffers.PAIRS);
  }

  private List<Pair> takeAll() {
    List<Pair> taken = new ArrayList<>();
    for (Pair pair = buffers.take(); pair != null; pair = buffers.take()) {
      taken.add(pair);
    }
    return taken;
  }

  private static Set<ByteBuffer> identities(List<Pair> pairs) {
    Set<ByteBuffer> all = Collections.newSetFromMap(new IdentityHashMap<>());
    pairs.forEach(pair -> {
      all.add(pair.one());
      all.add(pair.other());
    });
    return all;
  }

  private ByteBuffer allocate(int size) {
    if (full.get()) {
      throw new OutOfMemoryError("Cannot reserve %d bytes of direct buffer memory".formatted(size));
    }
    bytes.addAndGet(size);
    return ByteBuffer.allocateDirect(size);
  }
}
