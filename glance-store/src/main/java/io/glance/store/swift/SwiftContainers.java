package io.glance.store.swift;

import java.io.IOException;
import java.util.Map;

/**
 * The containers of an account. They are asked for a name in them, not with HEAD, which Swift
 * answers with 204 and the length of a body: not all that stands before it takes that.
 */
final class SwiftContainers {
  private final SwiftObjects objects;

  SwiftContainers(SwiftObjects objects) {
    this.objects = objects;
  }

  /**
   * @param create whether it is made if it is missing
   */
  void require(String container, boolean create) throws IOException {
    SwiftPath path = SwiftPath.ofContainer(container);
    SwiftAnswer found = objects.ask("GET", path.with("format=json&limit=1"));
    if (found.isSuccess()) {
      return;
    }
    if (found.status() != SwiftAnswer.NOT_FOUND) {
      throw SwiftErrors.ofWriting(found);
    }
    if (!create) {
      throw new IOException(
          ("The container %s does not exist in Swift. Please set the"
                  + " swift_store_create_container_on_put option to add container to Swift"
                  + " automatically.")
              .formatted(container));
    }
    SwiftAnswer made = objects.ask("PUT", path, Map.of());
    if (!made.isSuccess()) {
      throw SwiftErrors.ofWriting(made);
    }
  }
}
