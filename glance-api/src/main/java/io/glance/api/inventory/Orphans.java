package io.glance.api.inventory;

import io.glance.api.imagedata.Background;
import io.glance.api.imagedata.StoredBytes;
import io.glance.api.inventory.Orphan.Kind;
import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.common.registryapi.InventoryRegistry;
import io.glance.common.registryapi.InventoryRegistry.Ids;
import io.glance.common.registryapi.InventoryRegistry.Known;
import io.glance.common.registryapi.InventoryRegistry.Urls;
import io.glance.store.Listing;
import io.glance.store.Listing.Item;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.backends.Stores;
import io.glance.store.checked.CheckedStore;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what only one side knows of: bytes in a store that belong to no record, and records of
 * bytes that no store has.
 *
 * <p>Bytes count as known if any record that has bytes leads to them, or if their name is the id of
 * an image that anybody works on, or whose bytes come yet, or that has a location in that store, or
 * in none that is configured: its record may be older than a move of the bytes.
 */
public final class Orphans {
  private static final int BATCH = 200;
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final Stores stores;
  private final StoredBytes bytes;
  private final InventoryRegistry registry;
  private final Inventory images;
  private final Clock clock;

  /** Names like those of images that stand in locations of other images, in whatever form. */
  private final Set<String> namedByOthers = new HashSet<>();

  Orphans(
      Stores stores, StoredBytes bytes, InventoryRegistry registry, Inventory images, Clock clock) {
    this.stores = stores;
    this.bytes = bytes;
    this.registry = registry;
    this.images = images;
    this.clock = clock;
  }

  /** The names of the stores that can be listed, and of those that cannot. */
  public record Reach(List<String> listed, List<String> notListed) {
    public Reach {
      listed = List.copyOf(listed);
      notListed = List.copyOf(notListed);
    }
  }

  public Reach reach() {
    List<String> listed = new ArrayList<>();
    List<String> notListed = new ArrayList<>();
    stores
        .backends()
        .forEach(one -> {
          boolean can = stores.named(one.id()).flatMap(CheckedStore::listing).isPresent();
          (can ? listed : notListed).add(one.id());
        });
    return new Reach(listed, notListed);
  }

  /**
   * Looks for bytes that no record knows.
   *
   * @param minimumAge of what counts; younger ones may belong to work that has just begun
   * @param remove whether those whose name a store may have given are removed
   * @throws IOException if a store cannot be read
   */
  public void unknown(String store, Duration minimumAge, boolean remove, Consumer<Orphan> visitor)
      throws IOException {
    CheckedStore searched = stores.named(store).orElseThrow();
    Listing listing = searched.listing().orElseThrow();
    Instant youngest = clock.instant().minus(minimumAge);
    List<Item> batch = new ArrayList<>();
    listing.forEach(item -> {
      if (item.changed().isBefore(youngest)) {
        batch.add(item);
      }
      if (batch.size() == BATCH) {
        judge(searched, batch, remove, visitor);
        batch.clear();
      }
    });
    judge(searched, batch, remove, visitor);
  }

  private void judge(CheckedStore store, List<Item> batch, boolean remove, Consumer<Orphan> visitor)
      throws IOException {
    for (Item item : unknownOf(store, batch)) {
      boolean removable = UUID.matcher(item.name()).matches();
      if (remove && removable && !unknownOf(store, List.of(item)).isEmpty()) {
        visitor.accept(removed(store, item));
      } else {
        String detail = removable ? "" : "not named like an image; never removed";
        visitor.accept(new Orphan(Kind.UNKNOWN, store.backend(), item.name(), item.size(), detail));
      }
    }
  }

  private static Orphan removed(CheckedStore store, Item item) {
    try {
      remove(store, item);
      return new Orphan(Kind.REMOVED, store.backend(), item.name(), item.size(), "");
    } catch (IOException e) {
      String why = "cannot be removed: " + e.getMessage();
      return new Orphan(Kind.UNKNOWN, store.backend(), item.name(), item.size(), why);
    }
  }

  /** What was never whole cannot be found at a location. */
  private static void remove(CheckedStore store, Item item) throws IOException {
    try {
      store.delete(item.location());
    } catch (StoreException.NotFound _) {
      store.discard(item.name());
    }
  }

  private List<Item> unknownOf(CheckedStore store, List<Item> items) {
    List<String> urls = items.stream().map(item -> item.location().url()).toList();
    Set<String> inUse = new HashSet<>(registry.inUse(new Urls(urls), Background.newContext()));
    Map<String, Known> known = new HashMap<>();
    registry
        .known(new Ids(items.stream().map(Item::name).toList()), Background.newContext())
        .forEach(one -> known.put(one.imageId(), one));
    return items.stream()
        .filter(item -> !inUse.contains(item.location().url()))
        .filter(item -> !namedByOthers.contains(item.name()))
        .filter(item -> !isWanted(store, known.get(item.name())))
        .toList();
  }

  private boolean isWanted(CheckedStore store, @Nullable Known image) {
    return image != null
        && (image.busy() || image.urls().stream().anyMatch(url -> mayLeadInto(store, url)));
  }

  private boolean mayLeadInto(CheckedStore store, String url) {
    try {
      StoreLocation location = new StoreLocation(url);
      return store.owns(location) || !stores.areOwnersOf(location);
    } catch (IllegalArgumentException _) {
      return true;
    }
  }

  /**
   * Looks for records of bytes that no store has. To be called before {@link #unknown}, which then
   * knows what images have under names that are not theirs.
   *
   * @return the schemes of the locations that were found
   */
  public Set<String> missing(Consumer<Orphan> visitor) {
    Set<String> schemes = new TreeSet<>();
    images.forEach(
        null,
        image -> {
          for (ImageLocation location : image.locations()) {
            noteOthers(image, location);
            look(
                image,
                location,
                found -> {
                  schemes.add(schemeOf(location));
                  visitor.accept(found);
                });
          }
        });
    return schemes;
  }

  private void noteOthers(Image image, ImageLocation location) {
    Matcher names = UUID.matcher(location.url());
    while (names.find()) {
      if (!names.group().equals(image.id())) {
        namedByOthers.add(names.group());
      }
    }
  }

  /** Whether a store has locations of one of the schemes. */
  public boolean hasAnyOf(String store, Set<String> schemes) {
    return !Collections.disjoint(stores.schemesOf(store), schemes);
  }

  private static String schemeOf(ImageLocation location) {
    int end = location.url().indexOf("://");
    return end < 0 ? "" : location.url().substring(0, end);
  }

  private void look(Image image, ImageLocation location, Consumer<Orphan> visitor) {
    String store = location.metadata().get("store") instanceof String name ? name : "";
    long size = Objects.requireNonNullElse(image.size(), -1L);
    try {
      bytes.requireThere(location, image);
    } catch (StoreException.NotFound _) {
      String detail = "location %d leads to nothing".formatted(location.id());
      visitor.accept(new Orphan(Kind.MISSING, store, image.id(), size, detail));
    } catch (IOException | RuntimeException e) {
      String why = Objects.requireNonNullElse(e.getMessage(), "");
      visitor.accept(new Orphan(Kind.UNREADABLE, store, image.id(), size, why));
    }
  }
}
