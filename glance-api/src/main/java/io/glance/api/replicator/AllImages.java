package io.glance.api.replicator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * All images of a server that we may see, each in one of the lists that there are, a page at a time
 * and the oldest first: what comes while one looks is seen, and nothing is left out because
 * something else went. If a whole page goes meanwhile, images are shown again.
 */
final class AllImages {
  private static final Logger LOG = LoggerFactory.getLogger(AllImages.class);
  private static final int PAGE = 50;

  private final ImagesApi server;
  private int refused;

  AllImages(ImagesApi server) {
    this.server = server;
  }

  /** Looks at an image. */
  interface Visitor {
    void visit(Description image) throws IOException;
  }

  /** Returns how many were left out because their ids are no UUIDs. */
  int forEach(Visitor visitor) throws IOException {
    for (ImageList list : ImageList.values()) {
      walk(list, visitor);
    }
    return refused;
  }

  private void walk(ImageList list, Visitor visitor) throws IOException {
    List<Description> known = List.of();
    Circles circles = new Circles(server.endpoint());
    while (true) {
      List<JsonNode> answer = behind(list, known, circles);
      if (answer.isEmpty()) {
        return;
      }
      Set<String> before = known.stream().map(Description::id).collect(Collectors.toSet());
      List<Description> page = valid(answer);
      if (page.stream().allMatch(image -> before.contains(image.id()))) {
        throw new ReplicationFailure(
            "%s lists nothing new after image %s"
                .formatted(server.endpoint(), known.isEmpty() ? "-" : known.getLast().id()));
      }
      for (Description image : page) {
        if (!before.contains(image.id()) && list.isPlaceOf(image)) {
          visitor.visit(image);
        }
      }
      circles.passed(page.getLast().id());
      known = page;
    }
  }

  private List<Description> valid(List<JsonNode> answer) {
    List<Description> page = new ArrayList<>();
    for (JsonNode image : answer) {
      try {
        page.add(Description.of(image));
      } catch (ReplicationFailure e) {
        refused++;
        LOG.error("{}: {}; it is left out", server.endpoint(), e.getMessage());
      }
    }
    return page;
  }

  /** Behind the last image of a page, or the last of it that is still there. */
  private List<JsonNode> behind(ImageList list, List<Description> known, Circles circles)
      throws IOException {
    for (Description marker : known.reversed()) {
      Optional<List<JsonNode>> page = server.page(list, marker.id(), PAGE);
      if (page.isPresent()) {
        return page.get();
      }
    }
    circles.begin();
    return server.page(list, null, PAGE).orElse(List.of());
  }
}
