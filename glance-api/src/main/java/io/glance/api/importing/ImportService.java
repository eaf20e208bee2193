package io.glance.api.importing;

import io.glance.api.image.ImageAccess;
import io.glance.api.imagedata.Background;
import io.glance.api.imagedata.TransferKeeper;
import io.glance.api.notification.TaskEvents;
import io.glance.api.policy.ImagePolicy;
import io.glance.api.policy.PolicyRule;
import io.glance.api.quota.LimitedResource;
import io.glance.api.quota.ProjectLimits;
import io.glance.api.quota.UnifiedLimits;
import io.glance.api.signature.SignatureRule;
import io.glance.api.task.TaskPool;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.outbound.PrintableUrl;
import io.glance.common.registryapi.ImportRegistry;
import io.glance.common.registryapi.ImportRegistry.BeginImport;
import io.glance.common.registryapi.Transfer;
import io.glance.common.task.TaskType;
import io.glance.store.backends.Stores;
import io.glance.store.checked.CheckedStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Accepts imports. What is accepted is written down before the client is told, and then runs by
 * itself.
 *
 * <p>Source: glance/api/v2/images.py, ImagesController.import_image.
 */
@Service
public class ImportService {
  private final ImageAccess access;
  private final ImportRegistry imports;
  private final ImportTargets targets;
  private final ImportLock lock;
  private final TaskPool pool;
  private final ImportWork work;
  private final Download download;
  private final StageHosts hosts;
  private final TransferKeeper keeper;
  private final Stores stores;
  private final ImportTaskProperties options;
  private final UnifiedLimits unified;
  private final ImagePolicy policy;
  private final TaskEvents events;

  ImportService(
      ImageAccess access,
      ImportRegistry imports,
      ImportTargets targets,
      ImportLock lock,
      TaskPool pool,
      ImportWork work,
      Download download,
      StageHosts hosts,
      TransferKeeper keeper,
      Stores stores,
      ImportTaskProperties options,
      UnifiedLimits unified,
      ImagePolicy policy,
      TaskEvents events) {
    this.access = access;
    this.imports = imports;
    this.targets = targets;
    this.lock = lock;
    this.pool = pool;
    this.work = work;
    this.download = download;
    this.hosts = hosts;
    this.keeper = keeper;
    this.stores = stores;
    this.options = options;
    this.unified = unified;
    this.policy = policy;
    this.events = events;
  }

  /**
   * Accepts an import, unless another node has to.
   *
   * @param storeHeader the value of {@code x-image-meta-store}; absent if it was not sent
   * @return the node that has the staged bytes and has to be asked instead; empty if the import is
   *     accepted
   * @throws GlanceException.NotFound if the caller sees no such image
   * @throws GlanceException.Forbidden if the caller may not
   * @throws GlanceException.Conflict if the image does not stand where such an import starts, lacks
   *     a format, or is being imported; or if a store does not exist
   * @throws GlanceException.Invalid if the stores are named in two ways, or the address is not
   *     allowed
   * @throws GlanceException.LimitExceeded if the caller's project stores too much already
   * @throws GlanceException.Unavailable if too many imports wait
   */
  public Optional<String> begin(
      String imageId, ImportOrder order, @Nullable String storeHeader, RequestContext caller) {
    policy.requireMayWrite(caller);
    ProjectLimits limits = unified.of(caller);
    limits.requireRoom(LimitedResource.IMAGE_SIZE_TOTAL, 0);
    Image image = access.get(imageId, caller);
    requireStatus(image, order.method());
    requireFormats(image);
    if (order.method() instanceof ImportMethod.GlanceDownload remote) {
      requireWhole(remote);
    }
    requireMayImport(image, order.method(), caller);
    Optional<String> stale = lock.requireFree(image, Background.onBehalfOf(caller));
    List<CheckedStore> chosen = targets.of(order, storeHeader, image);
    if (chosen.isEmpty()) {
      return Optional.empty();
    }
    requireSeveralStoresWhereOneMayFail(order);
    Optional<String> elsewhere = hosts.elsewhere(image);
    if (elsewhere.isPresent() && order.method() instanceof ImportMethod.GlanceDirect) {
      return elsewhere;
    }
    if (order.method() instanceof ImportMethod.WebDownload web) {
      download.requireAllowed(web.uri());
    }
    pool.requireRoom();
    start(image, order, chosen, stale.orElse(null), new Asker(caller, limits));
    return Optional.empty();
  }

  private static void requireWhole(ImportMethod.GlanceDownload wanted) {
    requireSaid("glance_region", wanted.region());
    requireSaid("glance_image_id", wanted.imageId());
    try {
      UUID.fromString(String.valueOf(wanted.imageId()));
    } catch (IllegalArgumentException _) {
      throw new GlanceException.Invalid(
          "Remote image id does not look like a UUID: " + wanted.imageId());
    }
  }

  private static void requireSaid(String name, @Nullable String value) {
    if (value == null) {
      throw new GlanceException.Invalid(
          "'%s' needs to be set for glance-download import method".formatted(name));
    }
  }

  /** Whoever may copy images may copy those of others, too. */
  private void requireMayImport(Image image, ImportMethod method, RequestContext caller) {
    if (method instanceof ImportMethod.CopyImage) {
      policy.require(PolicyRule.COPY_IMAGE, image, caller);
    } else {
      policy.requireOwned(PolicyRule.MODIFY_IMAGE, image, caller);
    }
  }

  private static void requireStatus(Image image, ImportMethod method) {
    boolean isActive = image.status() == ImageStatus.ACTIVE;
    switch (method) {
      case ImportMethod.CopyImage _ ->
          require(isActive, "Only images with status active can be targeted for copying");
      case ImportMethod.WebDownload _, ImportMethod.GlanceDownload _, ImportMethod.TaskImport _ -> {
        requireNotActive(isActive);
        require(
            image.status() == ImageStatus.QUEUED,
            "Image needs to be in 'queued' state to use '%s' method".formatted(method.name()));
      }
      case ImportMethod.GlanceDirect _ -> {
        requireNotActive(isActive);
        require(
            image.status() == ImageStatus.UPLOADING,
            "Image needs to be staged before 'glance-direct' method can be used");
      }
    }
  }

  private static void requireNotActive(boolean isActive) {
    require(!isActive, "Image with status active cannot be target for import");
  }

  private static void requireFormats(Image image) {
    requireFormat("container_format", image.containerFormat());
    requireFormat("disk_format", image.diskFormat());
  }

  static void requireFormat(String name, @Nullable String value) {
    require(
        value != null && !value.isEmpty(), "'%s' needs to be set before import".formatted(name));
  }

  private static void require(boolean fulfilled, String otherwise) {
    if (!fulfilled) {
      throw new GlanceException.Conflict(otherwise);
    }
  }

  private void requireSeveralStoresWhereOneMayFail(ImportOrder order) {
    if (!order.allStoresMustSucceed() && !stores.isMultiple()) {
      Object uri =
          order.body().get("method") instanceof Map<?, ?> method ? method.get("uri") : null;
      throw new GlanceException.Invalid(
          "All_stores_must_succeed can only be set with enabled_backends "
              + (uri == null ? "None" : PrintableUrl.of(uri.toString())));
    }
  }

  /**
   * @param limits of the caller's project, as they were when he asked
   */
  private record Asker(RequestContext caller, ProjectLimits limits) {}

  private void start(
      Image image,
      ImportOrder order,
      List<CheckedStore> chosen,
      @Nullable String stale,
      Asker asker) {
    boolean copies = order.method() instanceof ImportMethod.CopyImage;
    List<String> names = chosen.stream().map(CheckedStore::backend).toList();
    List<String> listed = stores.isMultiple() ? names : List.of();
    Transfer transfer =
        imports.begin(
            new BeginImport(
                image.id(),
                keeper.holder(),
                image.status(),
                copies ? ImageStatus.ACTIVE : ImageStatus.IMPORTING,
                names,
                listed,
                stale,
                TaskType.API_IMAGE_IMPORT,
                taskInput(image, order, listed),
                asker.caller().requestId(),
                options.taskTimeToLive()),
            asker.caller());
    events.created(transfer.taskId());
    Job job =
        new Job(
            transfer,
            image.withOnlyProperties(SignatureRule.properties()),
            order,
            chosen,
            stores.isMultiple(),
            asker.caller(),
            asker.limits());
    pool.submit(transfer, hold -> work.run(job, hold));
  }

  private static Map<String, Object> taskInput(
      Image image, ImportOrder order, List<String> listed) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("image_id", image.id());
    input.put("import_req", order.body());
    List<@Nullable String> backends = new ArrayList<>(listed);
    if (backends.isEmpty()) {
      backends.add(null);
    }
    input.put("backend", backends);
    return input;
  }
}
