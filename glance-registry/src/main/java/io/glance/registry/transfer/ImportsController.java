package io.glance.registry.transfer;

import io.glance.common.context.RequestContext;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.ImportRegistry;
import io.glance.common.registryapi.NewTask;
import io.glance.common.registryapi.Transfer;
import io.glance.common.task.Task;
import io.glance.common.task.TaskType;
import io.glance.registry.db.Transactions;
import io.glance.registry.image.ImageImports;
import io.glance.registry.image.ImagesOfTasks;
import io.glance.registry.task.TaskRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ImportsController implements ImportRegistry {
  private final TransferRows rows;
  private final ImageImports images;
  private final ImagesOfTasks created;
  private final TaskRows tasks;
  private final Transactions transactions;

  ImportsController(
      TransferRows rows,
      ImageImports images,
      ImagesOfTasks created,
      TaskRows tasks,
      Transactions transactions) {
    this.rows = rows;
    this.images = images;
    this.created = created;
    this.tasks = tasks;
    this.transactions = transactions;
  }

  @Override
  public Transfer begin(BeginImport wanted, RequestContext caller) {
    return transactions.run(() -> beginImport(wanted, caller));
  }

  @Override
  public Transfer beginNew(BeginNew wanted, RequestContext caller) {
    return transactions.run(() -> {
      created.create(wanted.image());
      return beginImport(wanted.rest(), caller);
    });
  }

  @SuppressWarnings("NullAway") // javac loses the @Nullable in the type of a record's parameter
  private Transfer beginImport(BeginImport wanted, RequestContext caller) {
    String imageId =
        images.begin(wanted.imageId(), wanted.from(), wanted.to(), wanted.preempted(), caller);
    rows.requireNobodyAtWork(imageId, wanted.from() == wanted.to());
    String taskId = UUID.randomUUID().toString();
    List<String> stale =
        wanted.preempted() == null ? List.of() : preempt(wanted.preempted(), wanted.taskHours());
    images.lockFor(imageId, taskId, wanted.listed(), stale);
    tasks.insert(
        new NewTask(
            taskId,
            wanted.taskType(),
            caller.projectId(),
            wanted.taskInput(),
            wanted.taskType() == TaskType.IMPORT ? null : imageId,
            wanted.requestId(),
            caller.userId()));
    TransferEntity transfer =
        rows.begin(Transfer.Kind.IMPORT, imageId, wanted.from(), wanted.holder());
    transfer.store = String.join(",", wanted.stores());
    transfer.taskId = taskId;
    transfer.projectId = caller.projectId();
    return rows.insert(transfer);
  }

  /** Fails a task that nobody works on any more. Returns the stores that it was to import to. */
  private List<String> preempt(String taskId, int hours) {
    @Nullable Task task = tasks.find(taskId).orElse(null);
    if (task == null) {
      return List.of();
    }
    tasks.failUnlessOver(taskId, "Expired lock preempted", Duration.ofHours(hours));
    List<String> stores = new ArrayList<>();
    if (task.input().get("backend") instanceof List<?> backends) {
      backends.stream().filter(String.class::isInstance).forEach(one -> stores.add((String) one));
    }
    return stores;
  }

  @Override
  public void start(String transferId, Holder holder, RequestContext caller) {
    transactions.run(() -> tasks.startUnlessStarted(taskOf(held(transferId, holder))));
  }

  @Override
  public void progress(String transferId, Progress progress, RequestContext caller) {
    transactions.run(
        () -> tasks.progress(taskOf(held(transferId, progress.holder())), progress.message()));
  }

  @Override
  public Image describe(String transferId, Description description, RequestContext caller) {
    return transactions.run(
        () -> images.describe(held(transferId, description.holder()).imageId, description));
  }

  @Override
  public Image stored(String transferId, Stored stored, RequestContext caller) {
    return transactions.run(() -> {
      TransferEntity transfer = held(transferId, stored.holder());
      transfer.reserved = stored.reserved(); // the others count as bytes of the image
      return images.stored(transfer.imageId, stored);
    });
  }

  @Override
  public void storeFailed(String transferId, StoreFailed failed, RequestContext caller) {
    transactions.run(() -> {
      TransferEntity transfer = held(transferId, failed.holder());
      transfer.reserved = failed.reserved();
      images.storeFailed(transfer.imageId, failed.store());
    });
  }

  @Override
  public void retract(String transferId, Holder holder, RequestContext caller) {
    transactions.run(() -> {
      TransferEntity transfer = held(transferId, holder);
      images.retract(transfer.imageId, transfer.stores(), isNew(transfer));
    });
  }

  @Override
  public Image finish(String transferId, End end, RequestContext caller) {
    return transactions.run(() -> {
      TransferEntity transfer = held(transferId, end.holder());
      Task task =
          tasks.succeed(
              taskOf(transfer),
              Map.of("image_id", transfer.imageId),
              Duration.ofHours(end.taskHours()));
      rows.end(transfer);
      if (task.type() == TaskType.IMPORT) {
        created.forgetProgress(transfer.imageId);
      }
      return images.finish(transfer.imageId);
    });
  }

  @Override
  public void fail(String transferId, Failure failure, RequestContext caller) {
    transactions.run(() -> {
      TransferEntity transfer = held(transferId, failure.holder());
      String taskId = taskOf(transfer);
      tasks.failUnlessOver(taskId, failure.message(), Duration.ofHours(failure.taskHours()));
      images.fail(
          transfer.imageId, transfer.stores(), failure.stores(), isNew(transfer), failure.staged());
      if (tasks.lock(taskId).filter(task -> task.type() == TaskType.IMPORT).isPresent()) {
        created.remove(transfer.imageId);
      }
      rows.end(transfer);
    });
  }

  private TransferEntity held(String transferId, Holder holder) {
    return rows.held(transferId, holder, Transfer.Kind.IMPORT);
  }

  private static boolean isNew(TransferEntity transfer) {
    return ImageStatus.of(transfer.imageStatus) != ImageStatus.ACTIVE;
  }

  private static String taskOf(TransferEntity transfer) {
    return Objects.requireNonNull(transfer.taskId);
  }
}
