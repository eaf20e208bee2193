package io.glance.api.importing;

import io.glance.api.image.ImageService;
import io.glance.api.imagedata.Background;
import io.glance.api.imagedata.TransferKeeper;
import io.glance.api.notification.ImageEvents;
import io.glance.api.notification.TaskEvents;
import io.glance.api.quota.ProjectLimits;
import io.glance.api.quota.UnifiedLimits;
import io.glance.api.signature.SignatureRule;
import io.glance.api.task.TaskPool;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.outbound.PrintableUrl;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.ImportRegistry;
import io.glance.common.registryapi.ImportRegistry.BeginImport;
import io.glance.common.registryapi.ImportRegistry.BeginNew;
import io.glance.common.registryapi.NewImage;
import io.glance.common.registryapi.NewTask;
import io.glance.common.registryapi.TaskRegistry;
import io.glance.common.registryapi.Transfer;
import io.glance.common.task.Task;
import io.glance.common.task.TaskType;
import io.glance.store.checked.CheckedStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Service;

/**
 * Tasks of type import: each makes an image of what an address offers. Such an import lives and
 * ends as any other does, but its image does not outlive a failure.
 *
 * <p>Source: glance/api/v2/tasks.py, TasksController.create; glance/async_/flows/base_import.py.
 */
@Service
public class TaskImports {
  private final ImageService images;
  private final ImageRegistry imageRegistry;
  private final ImportRegistry imports;
  private final TaskRegistry tasks;
  private final ImportTargets targets;
  private final Download download;
  private final TaskPool pool;
  private final ImportWork work;
  private final TransferKeeper keeper;
  private final ImportTaskProperties options;
  private final UnifiedLimits unified;
  private final ImageEvents imageEvents;
  private final TaskEvents taskEvents;

  TaskImports(
      ImageService images,
      ImageRegistry imageRegistry,
      ImportRegistry imports,
      TaskRegistry tasks,
      ImportTargets targets,
      Download download,
      TaskPool pool,
      ImportWork work,
      TransferKeeper keeper,
      ImportTaskProperties options,
      UnifiedLimits unified,
      ImageEvents imageEvents,
      TaskEvents taskEvents) {
    this.images = images;
    this.imageRegistry = imageRegistry;
    this.imports = imports;
    this.tasks = tasks;
    this.targets = targets;
    this.download = download;
    this.pool = pool;
    this.work = work;
    this.keeper = keeper;
    this.options = options;
    this.unified = unified;
    this.imageEvents = imageEvents;
    this.taskEvents = taskEvents;
  }

  /**
   * Writes a task down and begins with it. What is wrong with its input apart from the source fails
   * the task.
   *
   * @return the task as it was before anybody worked on it
   * @throws GlanceException.Invalid if the operator does not want the source to be asked
   */
  public Task begin(TaskOrder order, RequestContext caller) {
    if (!download.isAllowed(order.source())) {
      throw new GlanceException.Invalid(
          "URI for legacy import task does not pass filtering: " + PrintableUrl.of(order.source()));
    }
    NewImage image;
    CheckedStore store;
    try {
      image = order.image().read();
      images.requireCreatable(image, image.tags(), caller);
      requireFormats(image);
      store = targets.ofTask(order.store());
    } catch (GlanceException.Invalid
        | GlanceException.Forbidden
        | GlanceException.Conflict
        | GlanceException.LimitExceeded e) {
      return failed(order, String.valueOf(e.getMessage()), caller);
    }
    pool.requireRoom();
    try {
      return start(order, image, store, caller);
    } catch (GlanceException.Invalid | GlanceException.Duplicate e) {
      return failed(order, String.valueOf(e.getMessage()), caller);
    }
  }

  private static void requireFormats(NewImage image) {
    ImportService.requireFormat("container_format", image.containerFormat());
    ImportService.requireFormat("disk_format", image.diskFormat());
  }

  @SuppressWarnings("NullAway") // javac loses the @Nullable in the type of a record's parameter
  private Task start(TaskOrder order, NewImage image, CheckedStore store, RequestContext caller) {
    BeginImport wanted =
        new BeginImport(
            image.id(),
            keeper.holder(),
            ImageStatus.QUEUED,
            ImageStatus.IMPORTING,
            List.of(store.backend()),
            List.of(),
            null,
            TaskType.IMPORT,
            order.input(),
            caller.requestId(),
            options.taskTimeToLive());
    ProjectLimits limits = unified.of(caller);
    Transfer transfer = imports.beginNew(new BeginNew(image, wanted), caller);
    RequestContext self = Background.onBehalfOf(caller);
    Task task = tasks.get(Objects.requireNonNull(transfer.taskId()), self);
    Image made = imageRegistry.get(image.id(), self);
    taskEvents.created(task);
    imageEvents.created(made);
    ImportOrder whole =
        new ImportOrder(new ImportMethod.TaskImport(order.source()), null, false, true, Map.of());
    Job job =
        new Job(
            transfer,
            made.withOnlyProperties(SignatureRule.properties()),
            whole,
            List.of(store),
            false,
            caller,
            limits);
    pool.submit(transfer, hold -> work.run(job, hold));
    return task;
  }

  @SuppressWarnings("NullAway") // javac loses the @Nullable in the type of a record's parameter
  private Task failed(TaskOrder order, String why, RequestContext caller) {
    NewTask wanted =
        new NewTask(
            UUID.randomUUID().toString(),
            TaskType.IMPORT,
            caller.projectId(),
            order.input(),
            null,
            caller.requestId(),
            caller.userId());
    Task task = tasks.create(wanted, caller);
    taskEvents.created(task);
    TaskRegistry.Failure failure = new TaskRegistry.Failure(why, options.taskTimeToLive());
    taskEvents.failed(tasks.fail(task.id(), failure, caller));
    return task;
  }
}
