package io.glance.api.imagedata;

import io.glance.common.context.RequestContext;
import io.glance.common.image.Image;
import io.glance.common.registryapi.Holder;
import io.glance.store.ByteRange;
import io.glance.store.Store;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.backends.Stores;
import io.glance.store.checked.CheckedStore;
import io.glance.store.checked.Digests;
import io.glance.store.checked.HashAlgorithm;
import io.glance.store.memory.MemoryStore;
import io.glance.store.testing.FaultyStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * One glance-api as far as bytes go, on a registry and a store that it may share with others and
 * that both fail when told to.
 */
final class Node {
  static final RequestContext CALLER = RequestContext.administrator("req-test");
  static final long CAP = 1000;

  final MemoryRegistry registry;
  final Store shared;
  final FaultyStore store;
  final BrittleTransfers transfers;
  final TransferKeeper keeper;
  final LateBytes late;
  final UploadService uploads;
  final DownloadService downloads;
  final RemovalService removals;
  final Recovery recovery;

  Node() {
    this("here", new MemoryRegistry(), new MemoryStore());
  }

  private Node(String name, MemoryRegistry registry, Store shared) {
    this.registry = registry;
    this.shared = shared;
    store = new FaultyStore(shared);
    transfers = new BrittleTransfers(registry);
    keeper = new TransferKeeper(transfers, new Holder(name, UUID.randomUUID().toString()));
    VisibleImages images = new VisibleImages(registry);
    Stores stores =
        Stores.of(
            List.of(
                new Stores.Backend(
                    new CheckedStore("memory", store, new Digests()), List.of("memory"))));
    StoredBytes bytes = new StoredBytes(stores);
    late = new LateBytes(images, transfers, keeper);
    uploads =
        new UploadService(
            images,
            stores,
            new UploadJournal(images, transfers, keeper, late, Duration.ofSeconds(1)),
            new ImageDataProperties(CAP, HashAlgorithm.SHA512));
    downloads = new DownloadService(images, bytes);
    removals = new RemovalService(transfers, keeper, bytes);
    recovery = new Recovery(transfers, stores, bytes, keeper);
  }

  /** Another service on the same registry and store. */
  Node other(String name) {
    return new Node(name, registry, shared);
  }

  /** The service after it was killed and started again. */
  Node restarted() {
    return other(keeper.holder().node());
  }

  Image add(Image image) {
    registry.put(image);
    return image;
  }

  Image now(Image image) {
    return registry.image(image.id());
  }

  void upload(Image image, byte[] data) throws IOException {
    upload(image, new ByteArrayInputStream(data));
  }

  void upload(Image image, InputStream data) throws IOException {
    uploads.upload(image.id(), data, DeclaredSize.UNKNOWN, CALLER);
  }

  static StoreLocation locationOf(Image image) {
    return new StoreLocation("memory://" + image.id());
  }

  boolean hasBytes(Image image) throws IOException {
    try {
      shared.open(locationOf(image), ByteRange.ALL).close();
      return true;
    } catch (StoreException.NotFound _) {
      return false;
    }
  }
}
