package io.glance.registry.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.ImportRegistry;
import io.glance.common.registryapi.ImportRegistry.BeginImport;
import io.glance.common.registryapi.ImportRegistry.Description;
import io.glance.common.registryapi.ImportRegistry.End;
import io.glance.common.registryapi.ImportRegistry.Failure;
import io.glance.common.registryapi.ImportRegistry.Progress;
import io.glance.common.registryapi.ImportRegistry.Staged;
import io.glance.common.registryapi.ImportRegistry.StoreFailed;
import io.glance.common.registryapi.ImportRegistry.Stored;
import io.glance.common.registryapi.StagingRegistry;
import io.glance.common.registryapi.StagingRegistry.BeginStaging;
import io.glance.common.registryapi.StagingRegistry.FinishStaging;
import io.glance.common.registryapi.StoredData;
import io.glance.common.registryapi.TaskRegistry;
import io.glance.common.registryapi.Transfer;
import io.glance.common.registryapi.TransferRegistry;
import io.glance.common.registryapi.TransferRegistry.BeginRemoval;
import io.glance.common.registryapi.TransferRegistry.BeginWithdrawal;
import io.glance.common.registryapi.TransferRegistry.Claim;
import io.glance.common.task.Task;
import io.glance.common.task.TaskStatus;
import io.glance.common.task.TaskType;
import io.glance.registry.testing.Callers;
import io.glance.registry.testing.Images;
import io.glance.registry.testing.TestedDatabase;
import io.glance.registry.testing.TestingRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestedDatabase.class)
class ImportsIT {
  private static final String LOCK = "os_glance_import_task";
  private static final String IMPORTING = "os_glance_importing_to_stores";
  private static final String FAILED = "os_glance_failed_import";

  private final TestingRegistry registry;
  private final ImageRegistry images;
  private final ImportRegistry imports;
  private final StagingRegistry stagings;
  private final TransferRegistry transfers;
  private final TaskRegistry tasks;
  private final String owner = "owner-" + UUID.randomUUID();
  private final Holder holder = new Holder("node-" + UUID.randomUUID(), "first");
  private final Holder successor = new Holder(holder.node(), "second");
  private final Image image;

  ImportsIT(TestedDatabase database) {
    registry = database.registry();
    images = registry.client().images();
    imports = registry.client().imports();
    stagings = registry.client().stagings();
    transfers = registry.client().transfers();
    tasks = registry.client().tasks();
    image = images.create(Images.ownedBy(owner), Callers.admin());
  }

  private Transfer begin(@Nullable String preempted) {
    return imports.begin(
        order(ImageStatus.QUEUED, ImageStatus.IMPORTING, preempted), Callers.of(owner));
  }

  private BeginImport order(ImageStatus from, ImageStatus to, @Nullable String preempted) {
    return new BeginImport(
        image.id(),
        holder,
        from,
        to,
        List.of("fast", "cheap"),
        List.of("fast", "cheap"),
        preempted,
        TaskType.API_IMAGE_IMPORT,
        Map.of("image_id", image.id(), "backend", List.of("fast", "cheap")),
        "req-1",
        48);
  }

  private Image store(Transfer transfer, String store, boolean activate) {
    StoredData data =
        new StoredData(
            "file:///" + store + "/" + image.id(),
            Map.of("store", store),
            5L << 30,
            null,
            "d41d8cd98f00b204e9800998ecf8427e",
            "sha512",
            "ab".repeat(64));
    return imports.stored(
        transfer.id(), new Stored(holder, store, data, activate, null, 0), Callers.admin());
  }

  private Image current() {
    return images.get(image.id(), Callers.admin());
  }

  private Task task(Transfer transfer) {
    return tasks.get(Objects.requireNonNull(transfer.taskId()), Callers.admin());
  }

  private void fail(Transfer transfer, Holder by, @Nullable Staged staged) {
    imports.fail(
        transfer.id(), new Failure(by, "why", List.of("cheap"), staged, 48), Callers.admin());
  }

  private List<Transfer> claim() {
    Claim claim = new Claim(successor, List.of("fast", "cheap"), 1000);
    return transfers.claimAbandoned(claim, Callers.admin()).stream()
        .filter(transfer -> transfer.imageId().equals(image.id()))
        .toList();
  }

  @Test
  void anImportLocksTheImageAndShowsATask() {
    Transfer transfer = begin(null);

    assertThat(transfer.projectId()).isEqualTo(owner);
    assertThat(current().status()).isEqualTo(ImageStatus.IMPORTING);
    assertThat(current().properties())
        .containsEntry(LOCK, transfer.taskId())
        .containsEntry(IMPORTING, "cheap,fast")
        .containsEntry(FAILED, "");
    assertThat(transfer.stores()).containsExactly("fast", "cheap");
    assertThat(task(transfer).status()).isEqualTo(TaskStatus.PENDING);
    assertThat(task(transfer).owner()).isEqualTo(owner);
    assertThat(task(transfer).imageId()).isEqualTo(image.id());
    assertThat(task(transfer).requestId()).isEqualTo("req-1");
  }

  @Test
  void ofManyImportsOfOneImageOneBegins() throws Exception {
    List<Callable<Boolean>> attempts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      attempts.add(() -> {
        try {
          begin(null);
          return true;
        } catch (GlanceException.Conflict _) {
          return false;
        }
      });
    }

    int begun = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> attempt : threads.invokeAll(attempts)) {
        begun += attempt.get() ? 1 : 0;
      }
    }

    assertThat(begun).isEqualTo(1);
    assertThat(tasks.ofImage(image.id(), Callers.admin())).hasSize(1);
  }

  @Test
  void theImageBecomesActiveWithItsLastStore() {
    Transfer transfer = begin(null);
    imports.start(transfer.id(), holder, Callers.admin());

    Image first = store(transfer, "fast", false);
    Image last = store(transfer, "cheap", true);
    imports.finish(transfer.id(), new End(holder, 48), Callers.admin());

    assertThat(first.status()).isEqualTo(ImageStatus.IMPORTING);
    assertThat(first.properties()).containsEntry(IMPORTING, "cheap");
    assertThat(first.size()).isEqualTo(5L << 30);
    assertThat(last.status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(current().properties()).doesNotContainKey(LOCK).containsEntry(IMPORTING, "");
    assertThat(task(transfer).status()).isEqualTo(TaskStatus.SUCCESS);
    assertThat(task(transfer).result()).isEqualTo(Map.of("image_id", image.id()));
    assertThat(task(transfer).expiresAt()).isNotNull();
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> transfers.get(transfer.id(), Callers.admin()));
  }

  @Test
  void callsMayBeRepeatedWhenTheirAnswersAreLost() {
    Transfer transfer = begin(null);
    imports.start(transfer.id(), holder, Callers.admin());
    imports.start(transfer.id(), holder, Callers.admin());

    store(transfer, "fast", true);
    Image again = store(transfer, "fast", true);

    assertThat(again.locations()).hasSize(1);
    assertThat(again.status()).isEqualTo(ImageStatus.ACTIVE);
  }

  @Test
  void anImportThatBroughtNothingDoesNotFinish() {
    Transfer transfer = begin(null);
    imports.start(transfer.id(), holder, Callers.admin());

    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() -> imports.finish(transfer.id(), new End(holder, 48), Callers.admin()))
        .withMessage("None of the uploads finished!");
    assertThat(transfers.get(transfer.id(), Callers.admin())).isEqualTo(transfer);
    assertThat(task(transfer).status()).isEqualTo(TaskStatus.PROCESSING);
  }

  @Test
  void aFailedImportLeavesAQueuedImage() {
    Transfer transfer = begin(null);
    imports.start(transfer.id(), holder, Callers.admin());
    store(transfer, "fast", false);

    imports.retract(transfer.id(), holder, Callers.admin());
    Image retracted = current();
    fail(transfer, holder, null);

    assertThat(retracted.locations()).isEmpty();
    assertThat(retracted.status()).isEqualTo(ImageStatus.IMPORTING);
    assertThat(current().status()).isEqualTo(ImageStatus.QUEUED);
    assertThat(current().size()).isNull();
    assertThat(current().checksum()).isNull();
    assertThat(current().hashValue()).isNull();
    assertThat(current().properties())
        .doesNotContainKey(LOCK)
        .containsEntry(IMPORTING, "")
        .containsEntry(FAILED, "cheap");
    assertThat(task(transfer).status()).isEqualTo(TaskStatus.FAILURE);
    assertThat(task(transfer).message()).isEqualTo("why");
    assertThat(locationStatuses()).containsExactly("deleted");
  }

  private List<String> locationStatuses() {
    return registry
        .rows()
        .sql("SELECT status FROM image_locations WHERE image_id = ? ORDER BY id")
        .param(image.id())
        .query(String.class)
        .list();
  }

  @Test
  void nothingIsTakenBackFromAnImageThatBecameActive() {
    Transfer transfer = begin(null);
    store(transfer, "fast", true);

    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() -> imports.retract(transfer.id(), holder, Callers.admin()));
    assertThat(current().locations()).hasSize(1);
  }

  @Test
  void aFailedCopyTakesBackOnlyWhatItBrought() {
    Transfer first = begin(null);
    imports.start(first.id(), holder, Callers.admin());
    store(first, "other", true);
    imports.finish(first.id(), new End(holder, 48), Callers.admin());
    Transfer copy =
        imports.begin(order(ImageStatus.ACTIVE, ImageStatus.ACTIVE, null), Callers.of(owner));
    store(copy, "fast", false);

    imports.retract(copy.id(), holder, Callers.admin());
    fail(copy, holder, null);

    assertThat(current().status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(current().locations())
        .extracting(location -> location.metadata().get("store"))
        .containsExactly("other");
    assertThat(current().size()).isEqualTo(5L << 30);
  }

  @Test
  void aStoreThatMayFailIsNamed() {
    Transfer transfer = begin(null);

    imports.storeFailed(transfer.id(), new StoreFailed(holder, "cheap", 0), Callers.admin());

    assertThat(current().properties())
        .containsEntry(IMPORTING, "fast")
        .containsEntry(FAILED, "cheap");
  }

  @Test
  void whatIsLearntOfAnImageIsWritten() {
    Transfer transfer = begin(null);

    imports.describe(
        transfer.id(),
        new Description(holder, "raw", null, 7L, Map.of("os_type", "linux")),
        Callers.admin());

    assertThat(current().diskFormat()).isEqualTo("raw");
    assertThat(current().containerFormat()).isEqualTo("bare");
    assertThat(current().virtualSize()).isEqualTo(7L);
    assertThat(current().properties()).containsEntry("os_type", "linux");
  }

  @Test
  void progressIsASignOfLife() {
    Transfer transfer = begin(null);
    imports.start(transfer.id(), holder, Callers.admin());

    imports.progress(transfer.id(), new Progress(holder, "Copied 5 MiB"), Callers.admin());

    assertThat(task(transfer).message()).isEqualTo("Copied 5 MiB");
  }

  @Test
  void anImportIsItsHoldersAlone() {
    Transfer transfer = begin(null);
    List<Transfer> claimed = claim();

    assertThat(claimed).hasSize(1);
    assertThat(claimed.getFirst().taskId()).isEqualTo(transfer.taskId());
    assertThat(claimed.getFirst().stores()).containsExactly("fast", "cheap");
    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() -> store(transfer, "fast", true));
    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() -> fail(transfer, holder, null));
    assertThat(current().status()).isEqualTo(ImageStatus.IMPORTING);
    assertThat(current().locations()).isEmpty();
  }

  @Test
  void bytesThatAreStillStagedWaitAgain() {
    begin(null);

    fail(claim().getFirst(), successor, new Staged(42, "http://here"));

    assertThat(current().status()).isEqualTo(ImageStatus.UPLOADING);
    assertThat(current().size()).isEqualTo(42);
    assertThat(current().properties()).containsEntry("os_glance_stage_host", "http://here");
  }

  @Test
  void anImageThatIsDeletedMeanwhileIsGone() {
    Transfer transfer = begin(null);
    imports.start(transfer.id(), holder, Callers.admin());
    transfers.beginRemoval(
        new BeginRemoval(image.id(), ImageStatus.IMPORTING, holder), Callers.of(owner));

    assertThatExceptionOfType(GlanceException.Gone.class)
        .isThrownBy(() -> store(transfer, "fast", true));
    imports.retract(transfer.id(), holder, Callers.admin());
    fail(transfer, holder, null);

    assertThat(task(transfer).status()).isEqualTo(TaskStatus.FAILURE);
    assertThatExceptionOfType(GlanceException.NotFound.class).isThrownBy(this::current);
  }

  @Test
  void aLockIsTakenOverOnlyFromWhomItWasJudgedStale() {
    Transfer first = begin(null);
    imports.start(first.id(), holder, Callers.admin());
    update("UPDATE images SET status = 'queued' WHERE id = ?");
    update("DELETE FROM glancej_transfers WHERE image_id = ?");

    assertThatExceptionOfType(GlanceException.Conflict.class).isThrownBy(() -> begin(null));
    assertThatExceptionOfType(GlanceException.Conflict.class).isThrownBy(() -> begin("another"));
    Transfer second = begin(first.taskId());

    assertThat(current().properties()).containsEntry(LOCK, second.taskId());
    assertThat(task(first).status()).isEqualTo(TaskStatus.FAILURE);
    assertThat(task(first).message()).isEqualTo("Expired lock preempted");
  }

  private void update(String sql) {
    registry.rows().sql(sql).param(image.id()).update();
  }

  @Test
  void aLockWithATransferIsNeverStale() {
    Transfer first = begin(null);
    update("UPDATE images SET status = 'queued' WHERE id = ?");

    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() -> begin(first.taskId()));

    assertThat(current().properties()).containsEntry(LOCK, first.taskId());
  }

  /** Those that the copy brings may yet be taken back. */
  @Test
  void noBytesLeaveAStoreWhileACopyComes() {
    Transfer first = begin(null);
    imports.start(first.id(), holder, Callers.admin());
    Image stored = store(first, "other", true);
    imports.finish(first.id(), new End(holder, 48), Callers.admin());
    Transfer copy =
        imports.begin(order(ImageStatus.ACTIVE, ImageStatus.ACTIVE, null), Callers.of(owner));
    store(copy, "fast", false);

    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() ->
            transfers.beginWithdrawal(
                new BeginWithdrawal(image.id(), stored.locations().getFirst().id(), holder),
                Callers.of(owner)));

    imports.retract(copy.id(), holder, Callers.admin());
    assertThat(current().locations()).hasSize(1);
  }

  @Test
  void noCopyComesWhileBytesLeaveAStore() {
    Transfer first = begin(null);
    imports.start(first.id(), holder, Callers.admin());
    store(first, "fast", false);
    Image stored = store(first, "cheap", true);
    imports.finish(first.id(), new End(holder, 48), Callers.admin());
    Transfer leaving =
        transfers.beginWithdrawal(
            new BeginWithdrawal(image.id(), stored.locations().getLast().id(), holder),
            Callers.of(owner));
    BeginImport copy = order(ImageStatus.ACTIVE, ImageStatus.ACTIVE, null);

    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() -> imports.begin(copy, Callers.of(owner)));
    transfers.finishWithdrawal(leaving.id(), holder, Callers.admin());

    assertThat(imports.begin(copy, Callers.of(owner)).kind()).isEqualTo(Transfer.Kind.IMPORT);
  }

  @Test
  void stagedBytesAreKnownByTheirSizeAndHost() {
    Transfer transfer = stage();
    ImageStatus before = current().status();

    Image staged =
        stagings.finish(
            transfer.id(), new FinishStaging(holder, 42, "http://here"), Callers.admin());

    assertThat(before).isEqualTo(ImageStatus.UPLOADING);
    assertThat(staged.status()).isEqualTo(ImageStatus.UPLOADING);
    assertThat(staged.size()).isEqualTo(42);
    assertThat(staged.properties()).containsEntry("os_glance_stage_host", "http://here");
  }

  private Transfer stage() {
    return stagings.begin(new BeginStaging(image.id(), holder), Callers.of(owner));
  }

  @Test
  void stagingThatBrokeOffLeavesAQueuedImage() {
    Transfer transfer = stage();

    stagings.abandon(transfer.id(), holder, Callers.admin());

    assertThat(current().status()).isEqualTo(ImageStatus.QUEUED);
    assertThat(current().size()).isNull();
  }

  @Test
  void onlyAQueuedImageIsStaged() {
    stage();

    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(this::stage)
        .withMessage("Image status transition from uploading to uploading is not allowed");
  }

  @Test
  void importOfStagedBytesForgetsTheirHost() {
    stagings.finish(stage().id(), new FinishStaging(holder, 42, "http://here"), Callers.admin());

    imports.begin(order(ImageStatus.UPLOADING, ImageStatus.IMPORTING, null), Callers.of(owner));

    assertThat(current().properties()).doesNotContainKey("os_glance_stage_host");
  }
}
