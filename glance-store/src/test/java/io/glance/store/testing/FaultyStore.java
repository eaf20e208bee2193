package io.glance.store.testing;

import io.glance.store.ByteRange;
import io.glance.store.Capability;
import io.glance.store.OpenImage;
import io.glance.store.Store;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.Written;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store that fails when told to, and counts what is open. Thread-safe. */
public final class FaultyStore implements Store {
  private static final Supplier<? extends @Nullable IOException> WORKING = () -> null;

  private final Store store;
  private final Set<Capability> missing = EnumSet.noneOf(Capability.class);
  private final AtomicInteger openStreams = new AtomicInteger();
  private final AtomicReference<Supplier<? extends @Nullable IOException>> writes =
      new AtomicReference<>(WORKING);
  private final AtomicReference<Supplier<? extends @Nullable IOException>> reads =
      new AtomicReference<>(WORKING);
  private final AtomicReference<Supplier<? extends @Nullable IOException>> deletes =
      new AtomicReference<>(WORKING);
  private final AtomicReference<Supplier<? extends @Nullable IOException>> opens =
      new AtomicReference<>(WORKING);
  private final Map<StoreLocation, Supplier<? extends IOException>> deletesOfOne =
      new ConcurrentHashMap<>();
  private volatile Runnable afterWrites = () -> {};
  private volatile long writesFailAfter;
  private volatile long readsFailAfter;

  public FaultyStore(Store store) {
    this.store = store;
  }

  /** From now on writes fail when this many bytes were taken, having left nothing. */
  public void failWritesAfter(long bytes, Supplier<? extends IOException> failure) {
    writesFailAfter = bytes;
    writes.set(failure);
  }

  /** From now on this happens when a write has put everything in place, before it returns. */
  public void afterWrites(Runnable event) {
    afterWrites = event;
  }

  /** From now on streams fail when this many bytes were read. */
  public void failReadsAfter(long bytes, Supplier<? extends IOException> failure) {
    readsFailAfter = bytes;
    reads.set(failure);
  }

  /** From now on nothing can be opened. */
  public void failOpens(Supplier<? extends IOException> failure) {
    opens.set(failure);
  }

  /** From now on nothing can be removed, neither by name nor by image. */
  public void failDeletes(Supplier<? extends IOException> failure) {
    deletes.set(failure);
  }

  /** From now on what is there cannot be removed by name; all else can. */
  public void failDeletesOf(StoreLocation location, Supplier<? extends IOException> failure) {
    deletesOfOne.put(location, failure);
  }

  /** Everything works again. */
  public void recover() {
    writes.set(WORKING);
    reads.set(WORKING);
    deletes.set(WORKING);
    deletesOfOne.clear();
    opens.set(WORKING);
  }

  /** Lacks the capability from now on. */
  public void cannot(Capability capability) {
    missing.add(capability);
  }

  /** Images that were opened and not closed. */
  public int openStreams() {
    return openStreams.get();
  }

  @Override
  public Set<Capability> capabilities() {
    EnumSet<Capability> left = EnumSet.copyOf(store.capabilities());
    left.removeAll(missing);
    return left;
  }

  @Override
  public OpenImage open(StoreLocation location, ByteRange range) throws IOException {
    failIfTold(opens);
    OpenImage image = store.open(location, range);
    openStreams.incrementAndGet();
    IOException failure = reads.get().get();
    InputStream stream =
        failure == null
            ? image.stream()
            : TestingStreams.failing(image.stream(), readsFailAfter, failure);
    boolean plainFile = failure == null;
    return new OpenImage(
        new Counted(stream),
        image.length(),
        plainFile ? image.file() : null,
        plainFile ? image.fileOffset() : 0);
  }

  @Override
  public long size(StoreLocation location) throws IOException {
    failIfTold(opens);
    return store.size(location);
  }

  @Override
  public Written write(String imageId, InputStream data, long expectedSize) throws IOException {
    IOException failure = writes.get().get();
    Written written =
        failure == null
            ? store.write(imageId, data, expectedSize)
            : store.write(
                imageId, TestingStreams.failing(data, writesFailAfter, failure), expectedSize);
    afterWrites.run();
    return written;
  }

  @Override
  public void delete(StoreLocation location) throws IOException {
    failIfTold(deletes);
    Supplier<? extends IOException> failure = deletesOfOne.get(location);
    if (failure != null) {
      throw failure.get();
    }
    store.delete(location);
  }

  @Override
  public void discard(String imageId) throws IOException {
    failIfTold(deletes);
    store.discard(imageId);
  }

  @Override
  public boolean owns(StoreLocation location) {
    return store.owns(location);
  }

  @Override
  public StoreLocation canonical(StoreLocation location) throws StoreException {
    return store.canonical(location);
  }

  @Override
  public boolean mayBeNamed(StoreLocation location, String imageId) {
    return store.mayBeNamed(location, imageId);
  }

  @Override
  public Map<String, Object> details() {
    return store.details();
  }

  private static void failIfTold(
      AtomicReference<Supplier<? extends @Nullable IOException>> operation) throws IOException {
    IOException failure = operation.get().get();
    if (failure != null) {
      throw failure;
    }
  }

  private final class Counted extends FilterInputStream {
    private boolean closed;

    private Counted(InputStream stream) {
      super(stream);
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        openStreams.decrementAndGet();
      }
      super.close();
    }
  }
}
