package io.glance.api.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Second names of entries that are being read. The server opens a file by its name only after the
 * request was handled; whoever prunes in between, in this process or in another, takes away the
 * entry's first name and not its bytes. A name that was not used for a while is given up.
 * Thread-safe.
 */
final class HeldEntries {
  private static final Logger log = LoggerFactory.getLogger(HeldEntries.class);

  /** From being given a name to opening it. */
  static final Duration UNUSED = Duration.ofMinutes(2);

  private final CacheDirectory directory;
  private final Clock clock;
  private final Map<String, Held> all = new ConcurrentHashMap<>();

  HeldEntries(CacheDirectory directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  private static final class Held {
    final Path path;
    final @Nullable Object key;
    volatile Instant used;

    Held(Path path, @Nullable Object key, Instant used) {
      this.path = path;
      this.key = key;
      this.used = used;
    }
  }

  /** A path to the entry's bytes that is good for at least {@link #UNUSED}. */
  Path hold(CacheDirectory.Entry entry) {
    return all.compute(entry.imageId(), (id, before) -> held(entry, before)).path;
  }

  /** To be called when a name turned out to be gone. */
  void forget(CacheDirectory.Entry entry) {
    all.remove(entry.imageId());
  }

  private Held held(CacheDirectory.Entry entry, @Nullable Held before) {
    Held held = before != null && Objects.equals(before.key, entry.key()) ? before : link(entry);
    held.used = clock.instant();
    return held;
  }

  private Held link(CacheDirectory.Entry entry) {
    Path name = directory.held().resolve(entry.imageId() + "." + UUID.randomUUID());
    try {
      Files.createLink(name, entry.path());
      return new Held(name, entry.key(), clock.instant());
    } catch (IOException | UnsupportedOperationException e) {
      log.debug("no second name for {}", entry.path(), e);
      return new Held(entry.path(), entry.key(), clock.instant());
    }
  }

  /** Gives up what is not used any more, and what dead processes have left. */
  void sweep() {
    Instant limit = clock.instant().minus(UNUSED);
    for (Iterator<String> ids = all.keySet().iterator(); ids.hasNext(); ) {
      all.computeIfPresent(ids.next(), (id, held) -> held.used.isBefore(limit) ? null : held);
    }
    try (Stream<Path> names = Files.list(directory.held())) {
      for (Path name : names.filter(HeldEntries::isLink).toList()) {
        if (all.values().stream().noneMatch(held -> held.path.equals(name))) {
          removeUnlessNew(name, limit);
        }
      }
    } catch (IOException e) {
      log.warn("could not sweep {}: {}", directory.held(), e.getMessage());
    }
  }

  private static boolean isLink(Path name) {
    return String.valueOf(name.getFileName()).contains(".")
        && !String.valueOf(name.getFileName()).startsWith(".");
  }

  /** Another process may be about to use it: the file's change of names is what is looked at. */
  private static void removeUnlessNew(Path name, Instant limit) throws IOException {
    try {
      Object changed = Files.getAttribute(name, "unix:ctime");
      if (changed instanceof FileTime time && time.toInstant().isAfter(limit)) {
        return;
      }
    } catch (UnsupportedOperationException | IllegalArgumentException _) {
      log.debug("no times of change here");
    }
    Files.deleteIfExists(name);
  }
}
