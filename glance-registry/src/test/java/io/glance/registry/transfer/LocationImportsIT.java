package io.glance.registry.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.LocationImportRegistry;
import io.glance.common.registryapi.LocationImportRegistry.AddLocation;
import io.glance.common.registryapi.LocationImportRegistry.BeginLocation;
import io.glance.common.registryapi.LocationImportRegistry.Digests;
import io.glance.common.registryapi.LocationImportRegistry.FailLocation;
import io.glance.common.registryapi.LocationImportRegistry.FinishLocation;
import io.glance.common.registryapi.NewLocation;
import io.glance.common.registryapi.Transfer;
import io.glance.common.registryapi.TransferRegistry.BeginRemoval;
import io.glance.common.registryapi.TransferRegistry.BeginUpload;
import io.glance.common.task.Task;
import io.glance.common.task.TaskStatus;
import io.glance.registry.testing.Callers;
import io.glance.registry.testing.Images;
import io.glance.registry.testing.TestedDatabase;
import io.glance.registry.testing.TestingRegistry;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Locations that are added in the background: task, lock and transfer begin and end together. */
@ParameterizedClass
@EnumSource(TestedDatabase.class)
class LocationImportsIT {
  private static final String LOCK = "os_glance_import_task";
  private static final String HOST = "os_glance_hash_op_host";

  private final TestingRegistry registry;
  private final LocationImportRegistry imports;
  private final Holder holder = new Holder("node-" + UUID.randomUUID(), "p");
  private final Digests digests = new Digests("c", "sha512", "h");
  private final Image image;
  private final String url = "http://a/" + UUID.randomUUID();

  LocationImportsIT(TestedDatabase database) {
    registry = database.registry();
    imports = registry.client().locationImports();
    image =
        registry
            .client()
            .images()
            .create(Images.ownedBy("owner-" + UUID.randomUUID()), Callers.admin());
  }

  private Transfer begin() {
    return imports.begin(
        new BeginLocation(
            image.id(), holder, "web", null, Map.of("image_id", image.id()), "req-1", 48),
        Callers.admin());
  }

  private Transfer added(ImageStatus to, @Nullable Digests shown) {
    Transfer transfer = begin();
    add(transfer, to, shown);
    return transfer;
  }

  private void add(Transfer transfer, ImageStatus to, @Nullable Digests shown) {
    NewLocation location = new NewLocation(url, Map.of("store", "web"));
    imports.add(
        transfer.id(),
        new AddLocation(holder, location, 9, false, to, shown, "http://me", null),
        Callers.admin());
  }

  private void finish(Transfer transfer, @Nullable Digests shown) {
    imports.finish(transfer.id(), new FinishLocation(holder, shown, 48), Callers.admin());
  }

  private void fail(Transfer transfer) {
    imports.fail(transfer.id(), new FailLocation(holder, "why", 48), Callers.admin());
  }

  private Image now() {
    return registry.client().images().get(image.id(), Callers.admin());
  }

  private Task task(Transfer transfer) {
    return registry
        .client()
        .tasks()
        .get(Objects.requireNonNull(transfer.taskId()), Callers.admin());
  }

  @Test
  void theImageIsLockedAndTheTaskWaits() {
    Transfer transfer = begin();

    assertThat(now().properties()).containsEntry(LOCK, transfer.taskId());
    assertThat(now().status()).isEqualTo(ImageStatus.QUEUED);
    assertThat(task(transfer).status()).isEqualTo(TaskStatus.PENDING);
    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(this::begin)
        .withMessageContaining("prior operation is still in progress");
  }

  @Test
  void anImageThatIsNotQueuedIsRefused() {
    registry
        .client()
        .transfers()
        .beginUpload(new BeginUpload(image.id(), "file", holder), Callers.admin());

    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(this::begin)
        .withMessage("It's not allowed to add locations if image status is saving.");
    assertThat(now().properties()).doesNotContainKey(LOCK);
  }

  @Test
  void whatIsVerifiedIsActiveWithItsDigests() {
    Transfer transfer = added(ImageStatus.IMPORTING, null);
    assertThat(now().status()).isEqualTo(ImageStatus.IMPORTING);
    assertThat(now().properties()).containsEntry(HOST, "http://me");
    assertThat(task(transfer).status()).isEqualTo(TaskStatus.PROCESSING);

    finish(transfer, digests);

    assertThat(now().status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(now().hashValue()).isEqualTo("h");
    assertThat(now().checksum()).isEqualTo("c");
    assertThat(now().size()).isEqualTo(9);
    assertThat(now().properties()).doesNotContainKeys(LOCK, HOST);
    assertThat(now().locations()).extracting(ImageLocation::url).containsExactly(url);
    assertThat(task(transfer).status()).isEqualTo(TaskStatus.SUCCESS);
  }

  @Test
  void whatIsNotVerifiedDoesNotBecomeActive() {
    Transfer transfer = added(ImageStatus.IMPORTING, null);

    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() -> finish(transfer, null));
    assertThat(now().status()).isEqualTo(ImageStatus.IMPORTING);
  }

  @Test
  void anAdditionAskedTwiceIsMadeOnce() {
    Transfer transfer = added(ImageStatus.ACTIVE, digests);

    add(transfer, ImageStatus.ACTIVE, digests);

    assertThat(now().locations()).hasSize(1);
  }

  @Test
  void aFailureTakesTheLocationAndQueuesTheImage() {
    Transfer transfer = added(ImageStatus.IMPORTING, null);

    Transfer retracted = imports.retract(transfer.id(), holder, Callers.admin());
    assertThat(retracted.locations()).extracting(ImageLocation::url).containsExactly(url);
    assertThat(now().locations()).isEmpty();
    fail(transfer);

    assertThat(now().status()).isEqualTo(ImageStatus.QUEUED);
    assertThat(now().size()).isNull();
    assertThat(now().properties()).doesNotContainKeys(LOCK, HOST);
    assertThat(task(transfer).status()).isEqualTo(TaskStatus.FAILURE);
    assertThat(task(transfer).message()).isEqualTo("why");
  }

  @Test
  void aFailureBeforeTheAdditionLeavesAnUploadAlone() {
    Transfer transfer = begin();
    registry
        .client()
        .transfers()
        .beginUpload(new BeginUpload(image.id(), "file", holder), Callers.admin());

    assertThatExceptionOfType(GlanceException.Invalid.class)
        .isThrownBy(() -> add(transfer, ImageStatus.ACTIVE, null))
        .withMessage("Image status transition from saving to active is not allowed");
    fail(transfer);

    assertThat(now().status()).isEqualTo(ImageStatus.SAVING);
    assertThat(now().locations()).isEmpty();
    assertThat(now().properties()).doesNotContainKey(LOCK);
  }

  @Test
  void anActiveImageKeepsItsLocation() {
    Transfer transfer = added(ImageStatus.ACTIVE, null);

    assertThat(imports.retract(transfer.id(), holder, Callers.admin()).locations()).isEmpty();
    fail(transfer);

    assertThat(now().status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(now().locations()).hasSize(1);
  }

  @Test
  void aDeletedImageEndsItAndItsBytesGoWithTheImage() {
    Transfer transfer = added(ImageStatus.ACTIVE, null);
    Transfer removal = remove(ImageStatus.ACTIVE);

    assertThatExceptionOfType(GlanceException.Gone.class)
        .isThrownBy(() -> imports.progress(transfer.id(), holder, Callers.admin()));
    assertThatExceptionOfType(GlanceException.Gone.class)
        .isThrownBy(() -> finish(transfer, digests));
    registry.client().transfers().finishRemoval(removal.id(), holder, Callers.admin());
    assertThat(imports.retract(transfer.id(), holder, Callers.admin()).locations()).isEmpty();
    fail(transfer);

    assertThat(task(transfer).status()).isEqualTo(TaskStatus.FAILURE);
  }

  @Test
  void aRemovalThatMayBeUndoneEndsNothing() {
    Transfer transfer = added(ImageStatus.IMPORTING, null);
    Transfer removal = remove(ImageStatus.IMPORTING);

    assertThatExceptionOfType(GlanceException.Unavailable.class)
        .isThrownBy(() -> imports.retract(transfer.id(), holder, Callers.admin()));
    registry.client().transfers().undoRemoval(removal.id(), holder, Callers.admin());

    assertThat(imports.retract(transfer.id(), holder, Callers.admin()).locations()).hasSize(1);
    fail(transfer);
    assertThat(now().status()).isEqualTo(ImageStatus.QUEUED);
    assertThat(now().locations()).isEmpty();
    assertThat(now().properties()).doesNotContainKeys(LOCK, HOST);
  }

  private Transfer remove(ImageStatus from) {
    return registry
        .client()
        .transfers()
        .beginRemoval(new BeginRemoval(image.id(), from, holder), Callers.admin());
  }

  @Test
  void onlyItsHolderMovesIt() {
    Transfer transfer = added(ImageStatus.IMPORTING, null);
    Holder other = new Holder("elsewhere", "p");

    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() ->
            imports.finish(transfer.id(), new FinishLocation(other, digests, 48), Callers.admin()));
    assertThat(now().status()).isEqualTo(ImageStatus.IMPORTING);
  }
}
