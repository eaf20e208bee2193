package io.glance.store.swift;

import io.glance.store.ExpectedSize;
import io.glance.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one image: as one object, or as segments and then their manifest, before which nobody can
 * read anything. What fails is removed. Used by one thread.
 *
 * <p>Source: glance_store/_drivers/swift/store.py, BaseStore.add.
 */
final class SwiftWriter {
  private static final Logger LOG = LoggerFactory.getLogger(SwiftWriter.class);
  private static final int LISTINGS = 6;

  private final SwiftObjects objects;
  private final SwiftLayout layout;
  private final @Nullable SpoolDirectory spool;
  private final ObjectWriter writer;
  private final List<String> begun = new ArrayList<>();

  /**
   * @param spool where a segment waits until Swift has it; null: it is sent as it comes
   */
  SwiftWriter(SwiftObjects objects, SwiftLayout layout, @Nullable SpoolDirectory spool) {
    this.objects = objects;
    this.layout = layout;
    this.spool = spool;
    writer = new ObjectWriter(objects);
  }

  /**
   * @return bytes
   * @throws StoreException.Duplicate if the image is there, or another writer's segments are, and
   *     this one has written nothing
   */
  long write(Segments names, InputStream data, long expectedSize) throws IOException {
    requireNew(names);
    boolean inSegments = layout.isInSegments(expectedSize);
    Chunks chunks =
        new Chunks(
            data, new ExpectedSize(expectedSize), inSegments ? layout.segment() : Long.MAX_VALUE);
    try {
      if (inSegments) {
        writeSegments(names, chunks, expectedSize);
      } else {
        writeWhole(names, chunks, expectedSize);
      }
      writer.requireThere(names.container(), names.object());
      return chunks.given();
    } catch (StoreException.Duplicate e) {
      boolean late = writer.mayHaveWritten();
      removeAll(names.container(), e);
      throw late ? SwiftErrors.overtaken(e) : e;
    } catch (IOException | RuntimeException | Error e) {
      removeAll(names.container(), e);
      throw e;
    }
  }

  private void requireNew(Segments names) throws IOException {
    SwiftAnswer answer = objects.ask("HEAD", SwiftPath.ofObject(names.container(), names.object()));
    if (answer.isSuccess()) {
      throw SwiftErrors.duplicate();
    }
    if (answer.status() != SwiftAnswer.NOT_FOUND) {
      throw SwiftErrors.ofReading(answer);
    }
  }

  private void writeWhole(Segments names, Chunks chunks, long size) throws IOException {
    boolean any = chunks.hasNext();
    begun.add(names.object());
    if (any) {
      writer.write(names.container(), names.object(), chunks, size);
    } else {
      writer.writeEmpty(names.container(), names.object(), Map.of());
    }
  }

  private void writeSegments(Segments names, Chunks chunks, long expectedSize) throws IOException {
    List<SwiftObjects.Listed> written = new ArrayList<>();
    while (chunks.hasNext()) {
      String name = names.name(written.size() + 1);
      begun.add(name);
      long length =
          expectedSize < 0 ? -1 : Math.min(layout.segment(), expectedSize - chunks.given());
      ObjectWriter.Kept kept =
          spool == null
              ? writer.write(names.container(), name, chunks, length)
              : spool.write(writer, new SpoolDirectory.Target(names.container(), name), chunks);
      written.add(new SwiftObjects.Listed(kept.name(), kept.bytes(), kept.md5()));
    }
    requireListed(names, written);
    begun.add(names.object());
    writer.writeEmpty(
        names.container(), names.object(), Map.of("X-Object-Manifest", names.manifest()));
  }

  /**
   * A manifest leads to what a listing has, which can lag behind: before there is one, the listing
   * must have these segments and no others.
   */
  private void requireListed(Segments names, List<SwiftObjects.Listed> written) throws IOException {
    List<SwiftObjects.Listed> listed = List.of();
    for (int attempt = 0; attempt < LISTINGS; attempt++) {
      if (attempt > 0) {
        Pauses.sleep(objects.waits().pause().multipliedBy(1L << (attempt - 1)));
      }
      listed = objects.list(names.container(), names.prefix());
      if (listed.equals(written)) {
        return;
      }
    }
    if (listed.size() < written.size()) {
      throw new StoreException.Unavailable("Swift does not list all segments that it has.");
    }
    throw new StoreException.Unavailable("Swift lists segments of another writer.");
  }

  /** Also if the writer was interrupted. The manifest, which is last, goes first. */
  private void removeAll(String container, Throwable failure) {
    boolean interrupted = Thread.interrupted();
    for (String name : begun.reversed()) {
      try {
        writer.remove(container, name);
      } catch (IOException | RuntimeException e) {
        failure.addSuppressed(e);
        LOG.warn("{} in container {} could not be removed: {}", name, container, e.getMessage());
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
