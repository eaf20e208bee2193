package io.glance.store.swift;

import io.glance.store.StoreException;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes images, whole ones and what is left of some. */
final class SwiftRemover {
  private static final Logger LOG = LoggerFactory.getLogger(SwiftRemover.class);

  private final SwiftObjects objects;

  SwiftRemover(SwiftObjects objects) {
    this.objects = objects;
  }

  /**
   * Removes an image. Its manifest goes first, so that nobody reads a part. Segments that cannot be
   * removed after that are found again when this is repeated, if their names are ours.
   *
   * @param ours whether the store names images like that
   * @throws StoreException.NotFound if there is none, and nothing is left of it
   * @throws StoreException.Unavailable if it is gone and segments are left
   */
  void delete(Segments names, boolean ours) throws IOException {
    Found found = find(names);
    if (found == null) {
      if (ours) {
        removeAll(names.container(), leftovers(names));
      }
      throw new StoreException.NotFound(SwiftErrors.NO_IMAGE);
    }
    removeIfThere(found.path());
    removeAll(found.container(), found.segments());
  }

  /**
   * An image that is there.
   *
   * @param path whose removal makes it invisible
   * @param container of its segments, empty if it has none
   */
  private record Found(SwiftPath path, String container, List<SwiftObjects.Listed> segments) {}

  /** Null if there is none. */
  private @Nullable Found find(Segments names) throws IOException {
    SwiftPath path = SwiftPath.ofObject(names.container(), names.object());
    try {
      SwiftAnswer head = objects.ask("HEAD", path);
      if (head.status() == SwiftAnswer.NOT_FOUND) {
        return null;
      }
      if (!head.isSuccess()) {
        throw SwiftErrors.ofReading(head);
      }
      if (head.header("X-Static-Large-Object").filter("true"::equalsIgnoreCase).isPresent()) {
        return new Found(path.with("multipart-manifest=delete"), "", List.of());
      }
      String manifest = head.header("X-Object-Manifest").map(PercentEncoding::decode).orElse("");
      String container = manifest.substring(0, Math.max(0, manifest.indexOf('/')));
      return new Found(path, container, segments(manifest));
    } catch (IOException e) {
      throw StoreException.Untouched.of(e);
    }
  }

  /** Removes whatever a writer left, if anything. */
  void discard(Segments names) throws IOException {
    removeIfThere(SwiftPath.ofObject(names.container(), names.object()));
    removeAll(names.container(), segments(names.manifest()));
  }

  private List<SwiftObjects.Listed> segments(String manifest) throws IOException {
    int slash = manifest.indexOf('/');
    if (slash < 0) {
      return List.of();
    }
    String prefix = manifest.substring(slash + 1);
    return listed(manifest.substring(0, slash), prefix, name -> Segments.isSegment(name, prefix));
  }

  /** Segments whose manifest is gone, by the names that a writer gives them. */
  private List<SwiftObjects.Listed> leftovers(Segments names) throws IOException {
    return listed(names.container(), names.prefix(), names::has);
  }

  private List<SwiftObjects.Listed> listed(
      String container, String prefix, Predicate<String> wanted) throws IOException {
    return objects.list(container, prefix).stream().filter(one -> wanted.test(one.name())).toList();
  }

  /** Tries all of them, also if the caller was interrupted. */
  private void removeAll(String container, List<SwiftObjects.Listed> segments) throws IOException {
    boolean interrupted = Thread.interrupted();
    IOException failure = null;
    for (SwiftObjects.Listed segment : segments) {
      try {
        removeIfThere(SwiftPath.ofObject(container, segment.name()));
      } catch (IOException e) {
        failure = e;
        LOG.warn(
            "the image is gone, its segment {} in container {} could not be removed: {}",
            segment.name(),
            container,
            e.getMessage());
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw new StoreException.Unavailable("Segments of the image are left in Swift.", failure);
    }
  }

  private void removeIfThere(SwiftPath path) throws IOException {
    SwiftAnswer answer = objects.ask("DELETE", path);
    if (!answer.isSuccess() && answer.status() != SwiftAnswer.NOT_FOUND) {
      throw SwiftErrors.ofReading(answer);
    }
  }
}
