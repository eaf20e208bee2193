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

  @Override
  public void delete(StoreLocation location) throws IOException {
    SwiftLocation place = SwiftLocation.parse(location);
    SwiftObjects objects = access.objects(tenant, place.way());
    new SwiftRemover(objects).delete(new Segments(place.container(), place.object()));
    if (place.container().endsWith("_" + place.object())) {
      removeContainer(objects, place.container());
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
        access
            .objects(tenant, place.way())
            .ask("POST", SwiftPath.ofContainer(place.container()), lists(readers));
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
    return new SwiftReader(access.objects(tenant, place.way()), settings.retries());
  }

  private Segments names(String imageId) {
    return new Segments(settings.layout().container() + "_" + imageId, imageId);
  }

  private StoreLocation location(Segments names) throws IOException {
    SwiftLocation.Way way = new SwiftLocation.Way.Bare(access.storage(tenant));
    return new SwiftLocation(way, names.container(), names.object()).toStoreLocation();
  }
}
