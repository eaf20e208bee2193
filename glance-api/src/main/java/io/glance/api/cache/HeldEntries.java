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
 * entry's first name and not its bytes. A name is given up when it has become old. Thread-safe.
 */
final class HeldEntries {
  private static final Logger log = LoggerFactory.getLogger(HeldEntries.class);

  /** After which any process takes a name away. */
  static final Duration UNUSED = Duration.ofMinutes(2);

  /** How long a name is given to further readers. The rest is for opening it. */
  private static final Duration YOUNG = UNUSED.dividedBy(2);

  private final CacheDirectory directory;
  private final Clock clock;
  private final Map<String, Held> all = new ConcurrentHashMap<>();

  HeldEntries(CacheDirectory directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  private record Held(Path path, @Nullable Object key, Instant made) {
    boolean isOf(CacheDirectory.Entry entry) {
      return Objects.equals(key, entry.key());
    }
  }

  /**
   * A path to the entry's bytes that is good for a minute: other processes with the same directory
   * know neither this one's readers nor how long ago it gave a name to the last of them.
   */
  Path hold(CacheDirectory.Entry entry) {
    return all.compute(entry.imageId(), (id, before) -> held(entry, before)).path;
  }

  /** To be called when a name turned out to be gone. */
  void forget(CacheDirectory.Entry entry) {
    all.remove(entry.imageId());
  }

  private Held held(CacheDirectory.Entry entry, @Nullable Held before) {
    Instant young = clock.instant().minus(YOUNG);
    return before != null && before.isOf(entry) && before.made.isAfter(young)
        ? before
        : link(entry);
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

  /** Gives up what is not given to readers any more, and what dead processes have left. */
  void sweep() {
    Instant limit = clock.instant().minus(UNUSED);
    for (Iterator<String> ids = all.keySet().iterator(); ids.hasNext(); ) {
      all.computeIfPresent(ids.next(), (id, held) -> held.made.isBefore(limit) ? null : held);
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
