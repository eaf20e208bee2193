package io.glance.store.backends;

import io.glance.store.Capability;
import io.glance.store.MisconfiguredStoreException;
import io.glance.store.StoreException;
import io.glance.store.StoreFactory;
import io.glance.store.StoreLocation;
import io.glance.store.Written;
import io.glance.store.checked.CheckedStore;
import io.glance.store.checked.Digests;
import io.glance.store.file.FileStoreFactory;
import io.glance.store.http.HttpStoreFactory;
import io.glance.store.memory.MemoryStoreFactory;
import io.glance.store.rbd.RbdStoreFactory;
import io.glance.store.s3.S3StoreFactory;
import io.glance.store.swift.SwiftStoreFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * The stores of this process. Immutable.
 *
 * <p>There is one per driver, or any number with ids that the operator chose: then {@linkplain
 * #isMultiple() several}, whose ids are noted with the locations. Besides, the service keeps a
 * store for itself; it is found by no name and no location.
 */
public final class Stores {
  private static final List<StoreFactory> DRIVERS =
      List.of(
          new FileStoreFactory(),
          new HttpStoreFactory(),
          new MemoryStoreFactory(),
          new SwiftStoreFactory(),
          new RbdStoreFactory(),
          new S3StoreFactory());

  private static final String STORE = "store";

  private final List<Backend> backends;
  private final Backend defaultBackend;
  private final boolean multiple;
  private final ReservedStore staging;

  /**
   * @param backends in the order in which they are asked about a location
   * @param defaultBackend name of the one that new images go to
   * @param multiple whether the operator named them
   * @throws IllegalArgumentException if the default is none of them
   */
  Stores(List<Backend> backends, String defaultBackend, boolean multiple, ReservedStore staging) {
    this.backends = List.copyOf(backends);
    this.multiple = multiple;
    this.staging = staging;
    this.defaultBackend =
        find(defaultBackend)
            .orElseThrow(() -> new IllegalArgumentException("no store is named " + defaultBackend));
  }

  /**
   * Opens the stores that the operator configured.
   *
   * @param options binds properties of the form {@code oslo.glance-store.stores}
   * @throws MisconfiguredStoreException if they cannot be what the operator wants; the message is
   *     for the operator
   */
  public static Stores open(Binder options) {
    KnownDrivers drivers = new KnownDrivers(DRIVERS);
    Map<String, String> enabled =
        options.bindOrCreate("oslo.default", EnabledBackendsProperties.class).enabledBackends();
    return enabled.isEmpty()
        ? new SingleStores(drivers, new Digests()).open(options)
        : new MultiStores(drivers, new Digests()).open(enabled, options);
  }

  /** Stores made elsewhere, one per driver, the first being the default. */
  public static Stores of(List<Backend> backends) {
    return of(backends, false, Path.of("/tmp"));
  }

  /**
   * Stores made elsewhere, the first being the default.
   *
   * @param multiple whether they count as named by the operator
   * @param ownDirectory below which the service's own store is
   */
  public static Stores of(List<Backend> backends, boolean multiple, Path ownDirectory) {
    return new Stores(
        backends,
        backends.getFirst().name(),
        multiple,
        ReservedStore.below(ownDirectory, new Digests()));
  }

  /** Whether the operator named the stores, so that there is something to choose. */
  public boolean isMultiple() {
    return multiple;
  }

  /** The store that new images go to. */
  public CheckedStore defaultStore() {
    return defaultBackend.store();
  }

  /** The store of this name; the service's own one is not found. */
  public Optional<CheckedStore> named(String backend) {
    return find(backend).map(Backend::store);
  }

  /**
   * The store that holds the bytes at a location.
   *
   * @param backend name that was noted with the location; ignored if it is unknown by now, or that
   *     of a store that has no such locations
   * @throws StoreException.BadLocation if no store has such locations
   */
  public CheckedStore forLocation(StoreLocation location, @Nullable String backend)
      throws StoreException {
    List<Backend> candidates = readersOf(location);
    if (candidates.isEmpty()) {
      throw new StoreException.BadLocation(
          "Unknown scheme '%s' found in URI".formatted(location.scheme()));
    }
    return candidates.stream()
        .filter(candidate -> candidate.name().equals(backend))
        .findFirst()
        .or(() -> owner(candidates, location))
        .orElse(candidates.getFirst())
        .store();
  }

  /**
   * The store that holds the bytes at a location.
   *
   * @throws StoreException.BadLocation if no store has such locations
   */
  public CheckedStore forLocation(StoreLocation location) throws StoreException {
    return forLocation(location, null);
  }

  /**
   * The id of the store that has a location, where there are several: the one that was noted with
   * it, else that of the store whose location it is; for a location of no store here what was
   * noted, if anything. Source: glance/common/store_utils.py, update_store_in_locations.
   *
   * @param noted what was noted with the location
   */
  public Optional<String> idFor(StoreLocation location, @Nullable String noted) {
    if (!multiple || (noted != null && find(noted).isPresent())) {
      return Optional.ofNullable(noted);
    }
    return owner(readersOf(location), location)
        .map(Backend::name)
        .or(() -> Optional.ofNullable(noted));
  }

  /** What is noted with the location of bytes that were written to a store. */
  public Map<String, Object> metadata(CheckedStore store, Written written) {
    Map<String, Object> metadata = new LinkedHashMap<>(written.metadata());
    if (multiple) {
      metadata.put(STORE, store.backend());
    }
    return Collections.unmodifiableMap(metadata);
  }

  /** Locations in stores of higher weight come first; 0 for what is no store here. */
  public int weight(@Nullable String backend) {
    return backend == null ? 0 : find(backend).map(Backend::weight).orElse(0);
  }

  /** Whether a store reads locations of that scheme. */
  public boolean isReadable(StoreLocation location) {
    return !readersOf(location).isEmpty();
  }

  /** Whether some store is sure that a location is its own. */
  public boolean areOwnersOf(StoreLocation location) {
    return owner(readersOf(location), location).isPresent();
  }

  /** The schemes of the locations that a store reads; none if there is no such store. */
  public List<String> schemesOf(String backend) {
    return find(backend).map(Backend::schemes).orElse(List.of());
  }

  /** All stores, in the order in which they were configured. */
  public List<CheckedStore> all() {
    return backends.stream().map(Backend::store).toList();
  }

  /**
   * The stores that a name may have meant when it was written down: the one of that name, else,
   * where there are several, all of the driver of that name, of the days when there was one.
   */
  public List<CheckedStore> meantBy(String name) {
    Optional<CheckedStore> named = named(name);
    return named.isPresent()
        ? List.of(named.get())
        : backends.stream()
            .filter(backend -> multiple && backend.type().equals(name))
            .map(Backend::store)
            .toList();
  }

  /**
   * As {@link #meantBy}, for bytes that must be found again.
   *
   * @throws IOException if no store has the name any more
   */
  public List<CheckedStore> requireMeantBy(String name) throws IOException {
    List<CheckedStore> meant = meantBy(name);
    if (meant.isEmpty()) {
      throw new IOException("no store is named " + name);
    }
    return meant;
  }

  /** All names that {@link #meantBy} knows. */
  public List<String> knownNames() {
    return Stream.concat(
            backends.stream().map(Backend::name),
            backends.stream().filter(_ -> multiple).map(Backend::type))
        .distinct()
        .toList();
  }

  /** All stores, as users and administrators are told of them. */
  public List<BackendDescription> backends() {
    return backends.stream().map(this::describe).toList();
  }

  /**
   * The service's own store of bytes that wait for their import. Where its directory cannot be made
   * or written to, it refuses to write.
   */
  public CheckedStore staging() {
    return staging.open();
  }

  /** The directory of {@link #staging()}; it may not exist yet. */
  public Path stagingDirectory() {
    return staging.directory();
  }

  private Optional<Backend> find(String name) {
    return backends.stream().filter(backend -> backend.name().equals(name)).findFirst();
  }

  private List<Backend> readersOf(StoreLocation location) {
    return backends.stream().filter(one -> one.schemes().contains(location.scheme())).toList();
  }

  private static Optional<Backend> owner(List<Backend> candidates, StoreLocation location) {
    return candidates.stream().filter(one -> one.store().owns(location)).findFirst();
  }

  private BackendDescription describe(Backend backend) {
    return new BackendDescription(
        backend.name(),
        backend.description(),
        backend.type(),
        !backend.store().capabilities().contains(Capability.WRITE),
        backend.name().equals(defaultBackend.name()),
        backend.weight(),
        backend.store().details());
  }

  /**
   * @param schemes of the locations that the store reads, its own first
   * @param type the driver's name
   */
  public record Backend(
      CheckedStore store,
      List<String> schemes,
      String type,
      @Nullable String description,
      int weight) {

    public Backend {
      schemes = List.copyOf(schemes);
    }

    /** The only store of its driver, called like it. */
    public Backend(CheckedStore store, List<String> schemes) {
      this(store, schemes, store.backend(), null, 0);
    }

    public String name() {
      return store.backend();
    }
  }
}
