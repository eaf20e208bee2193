package io.glance.api.location;

import io.glance.common.error.GlanceException;
import io.glance.common.image.ImageLocation;
import io.glance.common.image.InternalProperties;
import io.glance.common.outbound.OutboundFilter;
import io.glance.common.outbound.PrintableUrl;
import io.glance.store.Capability;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.backends.Stores;
import io.glance.store.checked.CheckedStore;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which places of bytes a caller may name. No error says the url: it may hold credentials.
 *
 * <p>Source: glance/location.py, _check_location_uri; glance/common/store_utils.py,
 * validate_external_location and get_updated_store_location.
 */
@Component
public class LocationRules {
  private static final String INVALID = "Invalid location";
  private static final String MALFORMED = "The Store URI was malformed.";
  private static final String STORE = "store";

  /** What reads files of this machine, or the operator's accounts. */
  private static final Set<String> RESTRICTED = Set.of("file", "filesystem", "swift+config");

  private static final Set<String> FILTERED = Set.of("http", "https");

  /** The service's own stores. */
  private static final String RESERVED = InternalProperties.PREFIX;

  private final Stores stores;
  private final OutboundFilter filter;

  LocationRules(Stores stores, OutboundFilter filter) {
    this.stores = stores;
    this.filter = filter;
  }

  /** The location with the id of the store that has it, where there are several. */
  public ImageLocation withStore(ImageLocation location) {
    Optional<String> store = place(location).flatMap(place -> stores.idFor(place, null));
    if (!stores.isMultiple() || store.isEmpty()) {
      return location;
    }
    Map<String, Object> metadata = new LinkedHashMap<>(location.metadata());
    metadata.put(STORE, store.get());
    return new ImageLocation(location.id(), location.url(), metadata);
  }

  /**
   * The bytes at a location that a caller names; asked only where the operator lets callers ask.
   *
   * @param sizeKnown whether the image's size is known, on which the words depend
   * @param editor who names it
   * @return at least 1
   * @throws GlanceException.Invalid if the location is not one that callers may name, or has no
   *     bytes
   * @throws GlanceException.Failed if the store fails
   */
  public long requireBytes(ImageLocation location, boolean sizeKnown, Editor editor) {
    StoreLocation place =
        place(location)
            .filter(LocationRules::isForCallers)
            .filter(_ -> !namesReserved(location))
            .orElseThrow(LocationRules::invalid);
    CheckedStore store = storeOf(place, location);
    if (!mayBeAsked(place)) {
      throw new GlanceException.Invalid(sizeKnown ? INVALID : MALFORMED);
    }
    CheckedStore seen = store.of(editor.tenant());
    if (!editor.mayName(seen, place)) {
      throw new GlanceException.Invalid(INVALID);
    }
    long size = size(seen, place, sizeKnown);
    if (size <= 0) {
      throw new GlanceException.Invalid(INVALID);
    }
    return size;
  }

  /**
   * What callers may name as the source of an image, before anybody asks there.
   *
   * @throws GlanceException.Invalid if there is no store for it, or it would read what is the
   *     service's own
   */
  public void requireExternal(String source) {
    if (source.isEmpty()) {
      throw new GlanceException.Invalid("External source should not be empty");
    }
    boolean isExternal =
        place(new ImageLocation(0, source, Map.of()))
            .filter(LocationRules::isForCallers)
            .filter(stores::isReadable)
            .isPresent();
    if (!isExternal) {
      throw new GlanceException.Invalid(
          "External sources are not supported: '%s'".formatted(PrintableUrl.of(source)));
    }
  }

  /**
   * Whatever reads a place that a caller names, as it acts for him; empty if he may not name it.
   * Whether there are bytes is not asked.
   */
  public Optional<CheckedStore> readerOf(StoreLocation place, Editor editor) {
    if (!isForCallers(place) || !mayBeAsked(place)) {
      return Optional.empty();
    }
    try {
      CheckedStore seen = stores.forLocation(place).of(editor.tenant());
      return editor.mayName(seen, place) ? Optional.of(seen) : Optional.empty();
    } catch (StoreException _) {
      return Optional.empty();
    }
  }

  /** Neither a file of this machine nor an account of the operator. */
  private static boolean isForCallers(StoreLocation place) {
    return !RESTRICTED.contains(place.scheme()) && isWrittenInOneWay(place);
  }

  private boolean mayBeAsked(StoreLocation place) {
    return !FILTERED.contains(place.scheme()) || filter.passes(place.url());
  }

  private static long size(CheckedStore store, StoreLocation place, boolean sizeKnown) {
    try {
      return store.size(place);
    } catch (StoreException.NotFound e) {
      throw because(e, new GlanceException.Invalid(INVALID));
    } catch (StoreException.BadLocation e) {
      throw because(e, new GlanceException.Invalid(sizeKnown ? INVALID : MALFORMED));
    } catch (IOException e) {
      throw because(e, new GlanceException.Failed(null));
    }
  }

  private static GlanceException because(IOException cause, GlanceException error) {
    error.initCause(cause);
    return error;
  }

  /** The location as the store that has it writes it; as it is if none has. */
  public ImageLocation canonical(ImageLocation location) {
    try {
      StoreLocation place = place(location).orElseThrow(LocationRules::invalid);
      StoreLocation canonical = storeOf(place, location).canonical(place);
      return new ImageLocation(location.id(), canonical.url(), location.metadata());
    } catch (StoreException | GlanceException.Invalid _) {
      return location;
    }
  }

  private static GlanceException.Invalid invalid() {
    return new GlanceException.Invalid(INVALID);
  }

  /** The operator's name of the store that has a location; empty if none has. */
  public Optional<String> backendOf(ImageLocation location) {
    try {
      return place(location).isEmpty()
          ? Optional.empty()
          : Optional.of(storeOf(place(location).get(), location).backend());
    } catch (GlanceException.Invalid _) {
      return Optional.empty();
    }
  }

  /**
   * Whether removing the location removes bytes, so that no second image may have it: who adds the
   * place of somebody else's bytes to an image of their own and deletes that would delete them.
   */
  public boolean isExclusive(ImageLocation location) {
    return place(location)
        .map(place -> storeOf(place, location).capabilities().contains(Capability.DELETE))
        .orElse(false);
  }

  /** Whether the bytes are in a store that writes and removes them, unlike those of web servers. */
  boolean isKeptHere(ImageLocation location) {
    try {
      return isExclusive(location);
    } catch (GlanceException.Invalid _) {
      return false;
    }
  }

  /** Whether web servers may have the bytes of images. */
  public boolean hasWebStore() {
    return stores.backends().stream().anyMatch(store -> store.type().equals("http"));
  }

  /**
   * @throws GlanceException.Invalid if something in it is no text, list or object. Source:
   *     glance_store/backend.py, check_location_metadata, which ends in 500 there
   */
  static void requireMetadata(Map<String, Object> metadata) {
    metadata.forEach(LocationRules::requireMetadata);
  }

  private static void requireMetadata(String key, @Nullable Object value) {
    switch (value) {
      case String _ -> {}
      case Map<?, ?> map ->
          map.forEach((name, inner) -> requireMetadata(String.valueOf(name), inner));
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          requireMetadata("%s[%d]".formatted(key, i), list.get(i));
        }
      }
      case null, default ->
          throw new GlanceException.Invalid(
              "The image metadata key %s has an invalid type. Only dict, list, and unicode are supported."
                  .formatted(key));
    }
  }

  private CheckedStore storeOf(StoreLocation place, ImageLocation location) {
    try {
      return stores.forLocation(
          place, location.metadata().get(STORE) instanceof String store ? store : null);
    } catch (StoreException e) {
      throw because(e, new GlanceException.Invalid(INVALID));
    }
  }

  private static boolean namesReserved(ImageLocation location) {
    return location.metadata().get(STORE) instanceof String store
        && store.strip().toLowerCase(Locale.ROOT).startsWith(RESERVED);
  }

  private static Optional<StoreLocation> place(ImageLocation location) {
    try {
      return Optional.of(new StoreLocation(location.url()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Urls are compared as texts, so the same place must not be written in two ways. */
  private static boolean isWrittenInOneWay(StoreLocation place) {
    return FILTERED.contains(place.scheme()) || place.url().startsWith(place.scheme() + "://");
  }
}
