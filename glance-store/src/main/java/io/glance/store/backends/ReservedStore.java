package io.glance.store.backends;

import io.glance.store.Capability;
import io.glance.store.MisconfiguredStoreException;
import io.glance.store.checked.CheckedStore;
import io.glance.store.checked.Digests;
import io.glance.store.file.FileStore;
import io.glance.store.file.FileStoreProperties;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * The directory in which bytes wait for their import, as a store that no client may name. It is
 * made when it is first wanted: a service that never stages needs no place to do so. Thread-safe.
 */
final class ReservedStore {
  static final String STAGING = "os_glance_staging_store";
  private static final Logger log = LoggerFactory.getLogger(ReservedStore.class);

  /** What is there may be gone after a restart, of the machine or under systemd's PrivateTmp. */
  private static final List<Path> FLEETING = List.of(Path.of("/tmp"), Path.of("/var/tmp"));

  private final String id;
  private final FileStoreProperties options;
  private final Digests digests;
  private @Nullable CheckedStore opened;

  /**
   * @param options of one directory
   */
  ReservedStore(String id, FileStoreProperties options, Digests digests) {
    if (options.paths().size() != 1) {
      throw new MisconfiguredStoreException("[%s] must have one directory".formatted(id));
    }
    this.id = id;
    this.options = options;
    this.digests = digests;
  }

  /** As {@code node_staging_uri} says. */
  static ReservedStore ofOneStore(Binder options, Digests digests) {
    Path directory = options.bindOrCreate("oslo.default", StagingProperties.class).directory();
    warnIfFleeting(directory, "[DEFAULT] node_staging_uri");
    return new ReservedStore(STAGING, FileStoreProperties.in(directory), digests);
  }

  /**
   * As the section of its name says.
   *
   * <p>Source: glance_store/multi_backend.py, register_store_opts.
   */
  static ReservedStore ofSection(Binder options, Digests digests) {
    FileStoreProperties properties =
        options
            .bindOrCreate(Sections.prefix(STAGING), FileStoreProperties.class)
            .orIn(Path.of("/var/lib/glance", STAGING));
    ReservedStore store = new ReservedStore(STAGING, properties, digests);
    warnIfFleeting(store.directory(), "[%s] filesystem_store_datadir".formatted(STAGING));
    return store;
  }

  /** Below a directory. */
  static ReservedStore below(Path directory, Digests digests) {
    return new ReservedStore(
        STAGING, FileStoreProperties.in(directory.resolve("staging")), digests);
  }

  private static void warnIfFleeting(Path directory, String option) {
    Path absolute = directory.toAbsolutePath().normalize();
    if (FLEETING.stream().anyMatch(absolute::startsWith)) {
      log.warn(
          "{} names {}: images that wait there for their import may vanish when the service or the"
              + " machine restarts; name a directory that lasts",
          option,
          directory);
    }
  }

  Path directory() {
    return options.paths().getFirst();
  }

  /** The store; where its directory cannot be made or written to, one that cannot write. */
  synchronized CheckedStore open() {
    if (opened == null || !opened.capabilities().contains(Capability.WRITE)) {
      opened = new CheckedStore(id, new FileStore(options), digests);
    }
    return opened;
  }
}
