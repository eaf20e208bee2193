package io.glance.api.imagedata;

import io.glance.api.cache.ImageReads;
import io.glance.api.inspection.ContentRule;
import io.glance.api.inspection.Rules;
import io.glance.api.keymanager.MemoryKeyManager;
import io.glance.api.notification.ImageEvents;
import io.glance.api.notification.Notifier;
import io.glance.api.policy.ImagePolicies;
import io.glance.api.quota.LimitSource;
import io.glance.api.quota.StorageQuota;
import io.glance.api.quota.StorageQuotaProperties;
import io.glance.api.quota.UnifiedLimits;
import io.glance.api.signature.SignatureRule;
import io.glance.common.context.RequestContext;
import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.StorageRegistry.Reserve;
import io.glance.common.registryapi.StorageRegistry.Reserved;
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
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * One glance-api as far as bytes go, on a registry and a store that it may share with others and
 * that both fail when told to.
 */
final class Node {
  static final RequestContext CALLER = RequestContext.administrator("req-test");
  static final long CAP = 1 << 20;

  final MemoryKeyManager keys = new MemoryKeyManager();
  final MemoryRegistry registry;
  final Store shared;
  final FaultyStore store;
  final BrittleTransfers transfers;
  final TransferKeeper keeper;
  final LateBytes late;
  final UploadService uploads;
  final FetchedUploads fetches;
  final DownloadService downloads;
  final RemovalService removals;
  final WithdrawalService withdrawals;
  final Recovery recovery;

  Node() {
    this("here", new MemoryRegistry(), new MemoryStore());
  }

  Node(ContentRule content) {
    this("here", new MemoryRegistry(), new MemoryStore(), content);
  }

  private Node(String name, MemoryRegistry registry, Store shared) {
    this(name, registry, shared, Rules.ofDefaults());
  }

  private Node(String name, MemoryRegistry registry, Store shared, ContentRule content) {
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
    ImageDataProperties options = new ImageDataProperties(CAP, HashAlgorithm.SHA512);
    ImageEvents events = new ImageEvents(Notifier.silent(), images, Clock.systemUTC());
    UnifiedLimits unlimited =
        new UnifiedLimits(
            LimitSource.NOBODY,
            (owner, caller) -> {
              throw new IllegalStateException("there are no limits");
            });
    UploadJournal journal =
        new UploadJournal(images, transfers, keeper, late, Duration.ofSeconds(1));
    Reservations reservations =
        new Reservations(
            Node::neverAsked,
            new StorageQuota(new StorageQuotaProperties("0", false), unlimited),
            keeper);
    UploadStart start =
        new UploadStart(
            images, stores, journal, unlimited, reservations, ImagePolicies.usual(), events);
    UploadWork work =
        new UploadWork(
            journal,
            stores,
            reservations,
            options,
            new ImageWriter(stores, options, content, new SignatureRule(keys)),
            events,
            new ImageSharing(stores, new Members()));
    uploads = new UploadService(start, work);
    fetches = new FetchedUploads(start, work);
    downloads =
        new DownloadService(
            images,
            ImageReads.uncached(),
            new StoredImages(bytes, new ImagePlaces(stores, LocationStrategies.usual())),
            new StoreChoice(stores),
            ImagePolicies.usual(),
            events);
    removals =
        new RemovalService(
            transfers,
            keeper,
            bytes,
            List.of(),
            new DelayedDeletion(new DelayedDeletion.Options(false), new NoScrubs()));
    withdrawals = new WithdrawalService(transfers, keeper, bytes);
    recovery =
        new Recovery(
            transfers,
            stores,
            bytes,
            keeper,
            List.of(new AbandonedUploads(images, transfers, keeper, stores)));
  }

  private static Reserved neverAsked(String transferId, Reserve wanted, RequestContext caller) {
    throw new IllegalStateException("there is no quota");
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

  /** An image as an adopted database may have it. */
  Image withBytesAtTwoPlaces(Image image) throws IOException {
    shared.write(image.id(), new ByteArrayInputStream(new byte[10]), 10);
    shared.write(image.id() + "-copy", new ByteArrayInputStream(new byte[10]), 10);
    return add(Images.at(image, 10, locationOf(image).url(), copyOf(image).url()));
  }

  /** The second place of an image that has two. */
  static StoreLocation copyOf(Image image) {
    return new StoreLocation(locationOf(image).url() + "-copy");
  }

  /** Locations at which there is something. */
  List<String> bytesOf(Image image) throws IOException {
    List<String> found = new ArrayList<>();
    for (ImageLocation location : image.locations()) {
      if (hasBytes(new StoreLocation(location.url()))) {
        found.add(location.url());
      }
    }
    return found;
  }

  Image now(Image image) {
    return registry.image(image.id());
  }

  void upload(Image image, byte[] data) throws IOException {
    upload(image, new ByteArrayInputStream(data));
  }

  void upload(Image image, InputStream data) throws IOException {
    uploads.upload(image.id(), data, DeclaredSize.UNKNOWN, null, CALLER);
  }

  static StoreLocation locationOf(Image image) {
    return new StoreLocation("memory://" + image.id());
  }

  boolean hasBytes(Image image) throws IOException {
    return hasBytes(locationOf(image));
  }

  private boolean hasBytes(StoreLocation location) throws IOException {
    try {
      shared.open(location, ByteRange.ALL).close();
      return true;
    } catch (StoreException.NotFound _) {
      return false;
    }
  }
}
