package io.glance.api.imagedata;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.common.image.ImageMember;
import io.glance.common.image.Visibility;
import io.glance.common.registryapi.MemberRegistry;
import io.glance.store.Readers;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.backends.Stores;
import io.glance.store.checked.CheckedStore;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells stores that others read themselves who may read an image. For images elsewhere nothing is
 * asked and nothing done.
 *
 * <p>Source: glance/location.py, ImageRepoProxy._set_acls and ImageMemberRepoProxy._set_acls.
 */
@Component
public final class ImageSharing {
  private static final Logger log = LoggerFactory.getLogger(ImageSharing.class);

  /** Somebody who changes members again and again tells the store himself. */
  private static final int ATTEMPTS = 5;

  private final Stores stores;
  private final MemberRegistry members;

  ImageSharing(Stores stores, MemberRegistry members) {
    this.stores = stores;
    this.members = members;
  }

  /**
   * Lets those read an image who may by now. Of several who change its members at once, the last
   * one who looks tells the store.
   *
   * @throws GlanceException.Failed if a store fails: what was changed stays changed, and the store
   *     knows nothing of it
   */
  public void share(Image image, RequestContext caller) {
    List<ImageLocation> shared =
        image.locations().stream().filter(location -> storeOf(location) != null).toList();
    if (shared.isEmpty()) {
      return;
    }
    Readers readers = readersOf(image, caller);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      for (ImageLocation location : shared) {
        share(location, image, readers, caller);
      }
      Readers told = readers;
      readers = readersOf(image, caller);
      if (readers.equals(told)) {
        return;
      }
    }
  }

  /** As {@link #share}, after work that must not fail for it. */
  public void shareIfPossible(Image image, RequestContext caller) {
    try {
      share(image, caller);
    } catch (RuntimeException e) {
      log.error(
          "only its owner can read image {} until its members or visibility change", image.id(), e);
    }
  }

  private void share(ImageLocation location, Image image, Readers readers, RequestContext caller) {
    CheckedStore store = storeOf(location);
    if (store == null) {
      return;
    }
    try {
      store.of(Tenants.of(image.id(), caller)).share(new StoreLocation(location.url()), readers);
    } catch (IOException e) {
      log.error("store {} was not told who may read image {}", store.backend(), image.id(), e);
      GlanceException failed = new GlanceException.Failed(null, null);
      failed.initCause(e);
      throw failed;
    }
  }

  /** All members, whatever the caller sees of them. */
  private Readers readersOf(Image image, RequestContext caller) {
    if (image.visibility() == Visibility.PUBLIC || image.visibility() == Visibility.COMMUNITY) {
      return new Readers(true, Set.of());
    }
    if (image.visibility() == Visibility.PRIVATE) {
      return Readers.NOBODY;
    }
    return new Readers(
        false,
        members.list(image.id(), Background.onBehalfOf(caller)).stream()
            .map(ImageMember::member)
            .collect(Collectors.toSet()));
  }

  /** Absent if it is of no store that others read. */
  private @Nullable CheckedStore storeOf(ImageLocation location) {
    if (stores.all().stream().noneMatch(CheckedStore::isShared)) {
      return null;
    }
    try {
      CheckedStore store =
          stores.forLocation(new StoreLocation(location.url()), ImagePlaces.notedStore(location));
      return store.isShared() ? store : null;
    } catch (StoreException | IllegalArgumentException e) {
      log.debug("a location is of no store here", e);
      return null;
    }
  }
}
