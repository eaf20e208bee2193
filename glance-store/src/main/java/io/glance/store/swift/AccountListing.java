package io.glance.store.swift;

import io.glance.store.Listing;
import io.glance.store.StoreLocation;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the containers of a store hold, a page of names at a time. An image's manifest and its
 * segments are one item under the image's id, also where one of them is missing.
 *
 * @param login that is made when the list is
 * @param locate makes a location of an image's names
 */
record AccountListing(Login login, SwiftLayout layout, Function<Segments, StoreLocation> locate)
    implements Listing {

  /** Of an image's segment: its id and a number. */
  private static final Pattern SEGMENT =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-[0-9]{5,6}");

  /** Logs in. */
  interface Login {
    SwiftObjects objects() throws IOException;
  }

  @Override
  public void forEach(Visitor visitor) throws IOException {
    SwiftNames names = new SwiftNames(login.objects());
    if (layout.seed() == 0) {
      show(names, layout.container(), visitor);
      return;
    }
    names.forEachContainer(
        layout.container() + "_",
        container -> {
          if (layout.mayHaveMade(container.name())) {
            show(names, container.name(), visitor);
          }
        });
  }

  private void show(SwiftNames names, String container, Visitor visitor) throws IOException {
    Group group = new Group(container, visitor);
    names.forEachObject(container, group::add);
    group.finish();
  }

  /** Neighbours of one image. Names come in order, so these follow each other. */
  private final class Group {
    private final String container;
    private final Visitor visitor;
    private @Nullable String image;
    private long bytes;
    private Instant changed = Instant.MIN;

    private Group(String container, Visitor visitor) {
      this.container = container;
      this.visitor = visitor;
    }

    private void add(SwiftNames.Entry entry) throws IOException {
      String name = entry.name();
      String owner =
          SEGMENT.matcher(name).matches() ? name.substring(0, name.lastIndexOf('-')) : name;
      if (!owner.equals(image)) {
        finish();
        image = owner;
      }
      bytes += entry.bytes();
      changed = changed.isAfter(entry.changed()) ? changed : entry.changed();
    }

    private void finish() throws IOException {
      if (image != null) {
        visitor.visit(
            new Item(locate.apply(new Segments(container, image)), image, bytes, changed));
      }
      bytes = 0;
      changed = Instant.MIN;
    }
  }
}
