package io.glance.store.swift;

import io.glance.store.ByteRange;
import io.glance.store.Capability;
import io.glance.store.OpenImage;
import io.glance.store.Readers;
import io.glance.store.Store;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.Tenant;
import io.glance.store.Written;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps each image in its owner's account, in a container of its own, for one tenant.
 *
 * <p>Source: glance_store/_drivers/swift/store.py, MultiTenantStore.
 *
 * @param administrators projects that may write to every container
 * @param beingWritten containers, of all tenants of this process
 */
record TenantSwiftStore(
    TenantAccess access,
    Tenant tenant,
    SwiftSettings settings,
    List<String> administrators,
    Set<String> beingWritten)
    implements Store {
  private static final Logger LOG = LoggerFactory.getLogger(TenantSwiftStore.class);

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.allOf(Capability.class);
  }

  @Override
  public OpenImage open(StoreLocation location, ByteRange range) throws IOException {
    SwiftLocation place = SwiftLocation.parse(location);
    return reader(place).open(SwiftPath.ofObject(place.container(), place.object()), range);
  }

  @Override
  public long size(StoreLocation location) throws IOException {
    SwiftLocation place = SwiftLocation.parse(location);
    return reader(place).size(SwiftPath.ofObject(place.container(), place.object()));
  }

  @Override
  public Written write(String imageId, InputStream data, long expectedSize) throws IOException {
    Segments names = names(imageId);
    if (!beingWritten.add(names.container())) {
      throw SwiftErrors.duplicate();
    }
    try {
      SwiftObjects objects = access.objects(tenant);
      new SwiftContainers(objects).require(names.container(), settings.createContainers());
      return new Written(location(names), write(objects, names, data, expectedSize));
    } finally {
      beingWritten.remove(names.container());
    }
  }

  /** {@inheritDoc} Of an image that this process is just writing it takes nothing for left. */
  @Override
  public void delete(StoreLocation location) throws IOException {
    SwiftLocation place = SwiftLocation.parse(location);
    SwiftObjects objects = untouched(place);
    Segments names = new Segments(place.container(), place.object());
    boolean ours =
        place.container().endsWith("_" + place.object())
            && !beingWritten.contains(place.container());
    try {
      new SwiftRemover(objects).delete(names, ours);
    } catch (StoreException.NotFound e) {
      removeContainer(objects, names, ours);
      throw e;
    }
    removeContainer(objects, names, ours);
  }

  private static void removeContainer(SwiftObjects objects, Segments names, boolean ours) {
    if (ours) {
      removeContainer(objects, names.container());
    }
  }

  private SwiftObjects untouched(SwiftLocation place) throws IOException {
    try {
      return objects(place);
    } catch (IOException e) {
      throw StoreException.Untouched.of(e);
    }
  }

  /** {@inheritDoc} Finds what is in the tenant's account, whoever calls. */
  @Override
  public void discard(String imageId) throws IOException {
    SwiftObjects objects = access.objects(tenant);
    new SwiftRemover(objects).discard(names(imageId));
    removeContainer(objects, names(imageId).container());
  }

  @Override
  public boolean owns(StoreLocation location) {
    try {
      SwiftLocation place = SwiftLocation.parse(location);
      return place.way() instanceof SwiftLocation.Way.Bare
          && place.container().equals(names(place.object()).container());
    } catch (StoreException e) {
      return false;
    }
  }

  @Override
  public StoreLocation canonical(StoreLocation location) throws StoreException {
    return SwiftLocation.parse(location).toStoreLocation();
  }

  /**
   * {@inheritDoc} In the tenant's own account: elsewhere this service, or his token, may more than
   * he.
   */
  @Override
  public boolean mayBeNamed(StoreLocation location, String imageId) {
    try {
      SwiftLocation place = SwiftLocation.parse(location);
      return place.way() instanceof SwiftLocation.Way.Bare bare
          && place.object().equals(imageId)
          && place.container().equals(names(imageId).container())
          && bare.url().equals(access.storage(tenant));
    } catch (IOException e) {
      LOG.debug("nobody knows whose account a location is in", e);
      return false;
    }
  }

  @Override
  public Map<String, Object> details() {
    return settings.layout().details();
  }

  @Override
  public Store of(Tenant other) {
    return new TenantSwiftStore(access, other, settings, administrators, beingWritten);
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public void share(StoreLocation location, Readers readers) throws IOException {
    SwiftLocation place = SwiftLocation.parse(location);
    SwiftAnswer answer =
        objects(place).ask("POST", SwiftPath.ofContainer(place.container()), lists(readers));
    if (!answer.isSuccess()) {
      throw SwiftErrors.ofReading(answer);
    }
  }

  private Map<String, String> lists(Readers readers) {
    Stream<String> projects = readers.projects().stream().sorted();
    return Map.of(
        "X-Container-Read",
        readers.everybody() ? "*:*" : everyUserOf(projects),
        "X-Container-Write",
        everyUserOf(administrators.stream()));
  }

  private static String everyUserOf(Stream<String> projects) {
    return projects.map(project -> project + ":*").collect(Collectors.joining(","));
  }

  private long write(SwiftObjects objects, Segments names, InputStream data, long expectedSize)
      throws IOException {
    try {
      return new SwiftWriter(objects, settings.layout(), settings.spool())
          .write(names, data, expectedSize);
    } catch (StoreException.Duplicate e) {
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      boolean interrupted = Thread.interrupted();
      removeContainer(objects, names.container());
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      throw e;
    }
  }

  /** It is nobody's any more; Swift keeps one that is not empty. */
  private static void removeContainer(SwiftObjects objects, String container) {
    try {
      SwiftAnswer answer = objects.ask("DELETE", SwiftPath.ofContainer(container));
      if (!answer.isSuccess() && answer.status() != SwiftAnswer.NOT_FOUND) {
        LOG.warn("container {} could not be removed: {}", container, answer);
      }
    } catch (IOException e) {
      LOG.warn("container {} could not be removed: {}", container, e.getMessage());
    }
  }

  private SwiftReader reader(SwiftLocation place) throws IOException {
    return new SwiftReader(objects(place), settings.retries());
  }

  /**
   * Locations are users' texts: this service's own rights go no further than the image itself.
   *
   * @throws StoreException.BadLocation if nobody calls and the location is not the image's own
   */
  private SwiftObjects objects(SwiftLocation place) throws IOException {
    if (tenant.token() == null && place.way() instanceof SwiftLocation.Way.Bare) {
      String imageId = tenant.imageId();
      boolean isItsOwn =
          place.object().equals(imageId) && place.container().endsWith("_" + imageId);
      if (!isItsOwn) {
        throw new StoreException.BadLocation(
            "The location is not one that this service made for the image.");
      }
    }
    return access.objects(tenant, place.way());
  }

  private Segments names(String imageId) {
    return new Segments(settings.layout().container() + "_" + imageId, imageId);
  }

  private StoreLocation location(Segments names) throws IOException {
    SwiftLocation.Way way = new SwiftLocation.Way.Bare(access.storage(tenant));
    return new SwiftLocation(way, names.container(), names.object()).toStoreLocation();
  }
}
