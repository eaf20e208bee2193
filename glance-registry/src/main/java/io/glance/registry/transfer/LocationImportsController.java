package io.glance.registry.transfer;

import io.glance.common.context.RequestContext;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.LocationImportRegistry;
import io.glance.common.registryapi.NewTask;
import io.glance.common.registryapi.Transfer;
import io.glance.common.task.TaskType;
import io.glance.registry.db.Transactions;
import io.glance.registry.image.ImageLocationImports;
import io.glance.registry.task.TaskRows;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.web.bind.annotation.RestController;

@RestController
class LocationImportsController implements LocationImportRegistry {
  private final TransferRows rows;
  private final ImageLocationImports images;
  private final ImageRegistry reader;
  private final TaskRows tasks;
  private final StorageRoom room;
  private final Transactions transactions;

  LocationImportsController(
      TransferRows rows,
      ImageLocationImports images,
      ImageRegistry reader,
      TaskRows tasks,
      StorageRoom room,
      Transactions transactions) {
    this.rows = rows;
    this.images = images;
    this.reader = reader;
    this.tasks = tasks;
    this.room = room;
    this.transactions = transactions;
  }

  @Override
  public Transfer begin(BeginLocation wanted, RequestContext caller) {
    return transactions.run(() -> {
      String taskId = UUID.randomUUID().toString();
      String imageId = images.begin(wanted.imageId(), taskId, wanted.preempted(), caller);
      rows.requireNobodyAtWork(imageId, false);
      if (wanted.preempted() != null) {
        tasks.failUnlessOver(
            wanted.preempted(), "Expired lock preempted", Duration.ofHours(wanted.taskHours()));
      }
      tasks.insert(
          new NewTask(
              taskId,
              TaskType.LOCATION_IMPORT,
              caller.projectId(),
              wanted.taskInput(),
              imageId,
              wanted.requestId(),
              caller.userId()));
      TransferEntity transfer =
          rows.begin(Transfer.Kind.LOCATION, imageId, ImageStatus.QUEUED, wanted.holder());
      transfer.store = wanted.store();
      transfer.taskId = taskId;
      return rows.insert(transfer);
    });
  }

  @Override
  public Image add(String transferId, AddLocation added, RequestContext caller) {
    String imageId =
        transactions.run(() -> {
          room.lock(added.limit());
          TransferEntity transfer = held(transferId, added.holder());
          if (transfer.locationId == null) { // not asked twice
            room.require(added.limit(), added.size());
            transfer.locationId = images.add(transfer.imageId, added);
            tasks.startUnlessStarted(taskOf(transfer));
          }
          return transfer.imageId;
        });
    return reader.get(imageId, caller);
  }

  @Override
  public void progress(String transferId, Holder holder, RequestContext caller) {
    transactions.run(() -> {
      TransferEntity transfer = held(transferId, holder);
      images.requireLive(transfer.imageId);
      tasks.progress(taskOf(transfer), "");
    });
  }

  @Override
  public Found found(String transferId, Holder holder, RequestContext caller) {
    return transactions.run(() -> {
      TransferEntity transfer = held(transferId, holder);
      return images.found(transfer.imageId, transfer.locationId);
    });
  }

  @Override
  public void finish(String transferId, FinishLocation finish, RequestContext caller) {
    transactions.run(() -> {
      TransferEntity transfer = held(transferId, finish.holder());
      images.finish(transfer.imageId, transfer.locationId, finish.digests());
      tasks.succeed(
          taskOf(transfer),
          Map.of("image_id", transfer.imageId),
          Duration.ofHours(finish.taskHours()));
      rows.end(transfer);
    });
  }

  @Override
  public Transfer retract(String transferId, Holder holder, RequestContext caller) {
    return transactions.run(() -> {
      TransferEntity transfer = held(transferId, holder);
      images.retract(transfer.imageId, transfer.locationId);
      return rows.view(transfer);
    });
  }

  @Override
  public void fail(String transferId, FailLocation failure, RequestContext caller) {
    transactions.run(() -> {
      TransferEntity transfer = held(transferId, failure.holder());
      tasks.failUnlessOver(
          taskOf(transfer), failure.message(), Duration.ofHours(failure.taskHours()));
      images.fail(transfer.imageId, transfer.locationId);
      rows.end(transfer);
    });
  }

  private TransferEntity held(String transferId, Holder holder) {
    return rows.held(transferId, holder, Transfer.Kind.LOCATION);
  }

  private static String taskOf(TransferEntity transfer) {
    return Objects.requireNonNull(transfer.taskId);
  }
}
