package io.glance.store.backends;

import io.glance.store.StoreException;
import io.glance.store.StoreFactory;
import io.glance.store.StoreLocation;
import io.glance.store.checked.CheckedStore;
import io.glance.store.checked.Digests;
import io.glance.store.file.FileStoreFactory;
import io.glance.store.http.HttpStoreFactory;
import io.glance.store.memory.MemoryStoreFactory;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;

/** The stores of this process. Immutable. */
public final class Stores {
  private static final List<StoreFactory> DRIVERS =
      List.of(new FileStoreFactory(), new HttpStoreFactory(), new MemoryStoreFactory());

  private final List<Backend> backends;
  private final Backend defaultBackend;

  /**
   * @param backends in the order in which they are asked about a location
   * @param defaultBackend name of the one that new images go to
   * @throws IllegalArgumentException if it is none of them
   */
  Stores(List<Backend> backends, String defaultBackend) {
    this.backends = List.copyOf(backends);
    this.defaultBackend =
        backends.stream()
            .filter(backend -> backend.name().equals(defaultBackend))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no store is named " + defaultBackend));
  }

  /**
   * Opens the stores that the operator configured.
   *
   * @param options binds properties of the form {@code oslo.glance-store.stores}
   * @throws IllegalStateException if no store can be the default; the message is for the operator
   */
  public static Stores open(Binder options) {
    return new SingleStores(new KnownDrivers(DRIVERS), new Digests()).open(options);
  }

  /** Stores made elsewhere, the first being the default. Each serves the schemes of its driver. */
  public static Stores of(List<Backend> backends) {
    return new Stores(backends, backends.getFirst().name());
  }

  /** The store that new images go to. */
  public CheckedStore defaultStore() {
    return defaultBackend.store();
  }

  public Optional<CheckedStore> named(String backend) {
    return backends.stream()
        .filter(candidate -> candidate.name().equals(backend))
        .map(Backend::store)
        .findFirst();
  }

  /**
   * The store that holds the bytes at a location.
   *
   * @param backend name that was noted with the location; a name that is unknown by now is ignored
   * @throws StoreException.BadLocation if no store has such locations
   */
  public CheckedStore forLocation(StoreLocation location, @Nullable String backend)
      throws StoreException {
    Optional<CheckedStore> noted = backend == null ? Optional.empty() : named(backend);
    return noted.isPresent() ? noted.get() : forLocation(location);
  }

  /**
   * The store that holds the bytes at a location.
   *
   * @throws StoreException.BadLocation if no store has such locations
   */
  public CheckedStore forLocation(StoreLocation location) throws StoreException {
    String scheme = location.scheme();
    return backends.stream()
        .filter(backend -> backend.schemes().contains(scheme))
        .map(Backend::store)
        .findFirst()
        .orElseThrow(() ->
            new StoreException.BadLocation("Unknown scheme '%s' found in URI".formatted(scheme)));
  }

  /** All stores, in the order in which they were configured. */
  public List<CheckedStore> all() {
    return backends.stream().map(Backend::store).toList();
  }

  /**
   * @param schemes of the locations that the store reads, its own first
   */
  public record Backend(CheckedStore store, List<String> schemes) {

    public Backend {
      schemes = List.copyOf(schemes);
    }

    public String name() {
      return store.backend();
    }
  }
}
