package io.glance.store.swift;

import io.glance.store.StoreException;
import java.io.IOException;
import java.util.List;
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
   * Removes an image. Its manifest goes first, so that nobody reads a part; a segment that cannot
   * be removed after that is logged and left, as in the original.
   *
   * @throws StoreException.NotFound if there is none
   */
  void delete(Segments names) throws IOException {
    SwiftPath path = SwiftPath.ofObject(names.container(), names.object());
    SwiftAnswer head = objects.ask("HEAD", path);
    if (head.status() == SwiftAnswer.NOT_FOUND) {
      throw new StoreException.NotFound(SwiftErrors.NO_IMAGE);
    }
    if (!head.isSuccess()) {
      throw SwiftErrors.ofReading(head);
    }
    if (head.header("X-Static-Large-Object").filter("true"::equalsIgnoreCase).isPresent()) {
      remove(path.with("multipart-manifest=delete"));
      return;
    }
    String manifest = head.header("X-Object-Manifest").map(PercentEncoding::decode).orElse("");
    List<SwiftObjects.Listed> segments = segments(manifest);
    remove(path);
    removeQuietly(manifest.substring(0, Math.max(0, manifest.indexOf('/'))), segments);
  }

  /** Removes whatever a writer left, if anything. */
  void discard(Segments names) throws IOException {
    removeIfThere(SwiftPath.ofObject(names.container(), names.object()));
    for (SwiftObjects.Listed segment : segments(names.manifest())) {
      removeIfThere(SwiftPath.ofObject(names.container(), segment.name()));
    }
  }

  private List<SwiftObjects.Listed> segments(String manifest) throws IOException {
    int slash = manifest.indexOf('/');
    if (slash < 0) {
      return List.of();
    }
    String prefix = manifest.substring(slash + 1);
    return objects.list(manifest.substring(0, slash), prefix).stream()
        .filter(one -> Segments.isSegment(one.name(), prefix))
        .toList();
  }

  private void removeQuietly(String container, List<SwiftObjects.Listed> segments) {
    boolean interrupted = Thread.interrupted();
    for (SwiftObjects.Listed segment : segments) {
      try {
        removeIfThere(SwiftPath.ofObject(container, segment.name()));
      } catch (IOException e) {
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
  }

  private void remove(SwiftPath path) throws IOException {
    SwiftAnswer answer = objects.ask("DELETE", path);
    if (!answer.isSuccess()) {
      throw SwiftErrors.ofReading(answer);
    }
  }

  private void removeIfThere(SwiftPath path) throws IOException {
    try {
      remove(path);
    } catch (StoreException.NotFound e) {
      LOG.debug("nothing to remove");
    }
  }
}
