package io.glance.registry.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.ImageUpdate;
import io.glance.common.registryapi.ImportRegistry.BeginImport;
import io.glance.common.registryapi.ImportRegistry.StoreFailed;
import io.glance.common.registryapi.ImportRegistry.Stored;
import io.glance.common.registryapi.LocationImportRegistry.AddLocation;
import io.glance.common.registryapi.LocationImportRegistry.BeginLocation;
import io.glance.common.registryapi.LocationRegistry.LocationEdit;
import io.glance.common.registryapi.NewLocation;
import io.glance.common.registryapi.Reservation;
import io.glance.common.registryapi.StorageLimit;
import io.glance.common.registryapi.StorageRegistry;
import io.glance.common.registryapi.StorageRegistry.Reserve;
import io.glance.common.registryapi.StorageRegistry.Reserved;
import io.glance.common.registryapi.StoredData;
import io.glance.common.registryapi.Transfer;
import io.glance.common.registryapi.TransferRegistry;
import io.glance.common.registryapi.TransferRegistry.BeginRemoval;
import io.glance.common.registryapi.TransferRegistry.BeginUpload;
import io.glance.common.registryapi.TransferRegistry.Claim;
import io.glance.common.registryapi.TransferRegistry.FinishUpload;
import io.glance.common.task.TaskType;
import io.glance.registry.testing.Callers;
import io.glance.registry.testing.Images;
import io.glance.registry.testing.TestedDatabase;
import io.glance.registry.testing.TestingRegistry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Room that a project has for bytes, and who gets it. */
@ParameterizedClass
@EnumSource(TestedDatabase.class)
class ReservationsIT {
  private static final long LIMIT = 1000;

  private final TestingRegistry registry;
  private final ImageRegistry images;
  private final TransferRegistry transfers;
  private final StorageRegistry storage;
  private final String owner = "owner-" + UUID.randomUUID();
  private final StorageLimit limit = new StorageLimit(owner, LIMIT);
  private final Holder holder = new Holder("node-" + UUID.randomUUID(), "first");

  ReservationsIT(TestedDatabase database) {
    registry = database.registry();
    images = registry.client().images();
    transfers = registry.client().transfers();
    storage = registry.client().storage();
  }

  private Image create() {
    return images.create(Images.ownedBy(owner), Callers.of(owner));
  }

  private Transfer begin(long bytes) {
    return begin(create(), bytes);
  }

  private Transfer begin(Image image, long bytes) {
    return transfers.beginUpload(
        new BeginUpload(
            image.id(), "file", holder, new Reservation(limit, bytes, bytes), ImageStatus.QUEUED),
        Callers.of(owner));
  }

  private Transfer beginWithoutLimit() {
    return transfers.beginUpload(new BeginUpload(create().id(), "file", holder), Callers.of(owner));
  }

  private Reserved reserve(Transfer transfer, long needed, long wanted) {
    return storage.reserve(
        transfer.id(),
        new Reserve(holder, new Reservation(limit, needed, wanted)),
        Callers.admin());
  }

  private static StoredData data(String imageId, String store, long size) {
    return new StoredData(
        "file:///" + store + "/" + imageId,
        Map.of("store", store),
        size,
        null,
        "d41d8cd98f00b204e9800998ecf8427e",
        "sha512",
        "ab".repeat(64));
  }

  private Image finish(Transfer transfer, long size) {
    return transfers.finishUpload(
        transfer.id(),
        new FinishUpload(holder, data(transfer.imageId(), "file", size)),
        Callers.of(owner));
  }

  /** Puts the beginning of a transfer some seconds back. */
  private void age(Transfer transfer, int seconds) {
    registry
        .rows()
        .sql("UPDATE glancej_transfers SET created_at = ? WHERE id = ?")
        .param("2020-01-01 00:00:" + (59 - seconds))
        .param(transfer.id())
        .update();
  }

  private long reservedNow() {
    return registry
        .rows()
        .sql("SELECT COALESCE(SUM(reserved), 0) FROM glancej_transfers WHERE owner = ?")
        .param(owner)
        .query(Long.class)
        .single();
  }

  private void assertRefused(long bytes, long remaining, Runnable call) {
    assertThatExceptionOfType(GlanceException.LimitExceeded.class)
        .isThrownBy(call::run)
        .withMessage(
            "The size of the data %d will exceed the limit. %d bytes remaining."
                .formatted(bytes, remaining));
  }

  private static List<Object> race(List<Callable<Object>> calls) throws Exception {
    List<Object> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Object> future : threads.invokeAll(calls)) {
        outcomes.add(future.get());
      }
    }
    return outcomes;
  }

  @Test
  void uploadsThatFitGetTheirRoomAndTheNextIsRefusedAndChangesNothing() {
    finish(begin(300), 300);
    begin(700);
    Image image = create();

    assertRefused(1, 0, () -> begin(image, 1));

    assertThat(images.get(image.id(), Callers.of(owner)).status()).isEqualTo(ImageStatus.QUEUED);
    assertThat(reservedNow()).isEqualTo(700);
  }

  @Test
  void parallelUploadsNeverGetMoreThanThereIs() throws Exception {
    for (int round = 0; round < 5; round++) {
      List<Image> made = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        made.add(create());
      }
      List<Callable<Object>> calls = new ArrayList<>();
      for (Image image : made) {
        calls.add(() -> {
          try {
            return begin(image, 90);
          } catch (GlanceException.LimitExceeded e) {
            return e;
          }
        });
      }

      List<Transfer> begun =
          race(calls).stream()
              .filter(Transfer.class::isInstance)
              .map(Transfer.class::cast)
              .toList();

      assertThat(begun).hasSize(11);
      assertThat(reservedNow()).isEqualTo(990);
      begun.forEach(one -> transfers.abandonUpload(one.id(), holder, Callers.admin()));
      assertThat(reservedNow()).isZero();
    }
  }

  @Test
  void whoGrowsWhileOthersBeginAndEndNeverPassesTheLimitTogetherWithThem() throws Exception {
    List<Long> sums = Collections.synchronizedList(new ArrayList<>());
    List<Callable<Object>> calls = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Random random = new Random(i);
      calls.add(() -> {
        for (int upload = 0; upload < 6; upload++) {
          grow(random);
          sums.add(usedNow());
        }
        return true;
      });
    }

    race(calls);

    assertThat(sums).allMatch(sum -> sum <= LIMIT);
    assertThat(reservedNow()).isZero();
  }

  /** An upload of a size that nobody knew. */
  private void grow(Random random) {
    Transfer transfer = beginWithoutLimit();
    long size = 0;
    try {
      for (int step = 0; step < 4; step++) {
        size += random.nextInt(60);
        if (reserve(transfer, size, size + 64).bytes() < size) {
          throw StorageLimit.exceeded(size, 0);
        }
      }
      finish(transfer, size);
    } catch (GlanceException.LimitExceeded _) {
      transfers.abandonUpload(transfer.id(), holder, Callers.admin());
    }
  }

  /** What is stored and what is reserved, seen at one moment. */
  private long usedNow() {
    return registry
        .rows()
        .sql(
            """
            SELECT (SELECT COALESCE(SUM(size), 0) FROM images WHERE owner = :owner)
              + (SELECT COALESCE(SUM(reserved), 0) FROM glancej_transfers WHERE owner = :owner)
            """)
        .param("owner", owner)
        .query(Long.class)
        .single();
  }

  @Test
  void whereNobodyKnowsTheSizeThereHasToBeSomeRoom() {
    finish(begin(999), 999);
    begin(0);
    begin(1);

    assertThatExceptionOfType(GlanceException.LimitExceeded.class)
        .isThrownBy(() -> begin(0))
        .withMessage("The size of the data None will exceed the limit. 0 bytes remaining.");
  }

  @Test
  void moreThanIsNeededIsAPartOfTheRestAndNeverBeyondWhatIsWanted() {
    Transfer transfer = beginWithoutLimit();

    assertThat(reserve(transfer, 40, 100_000)).isEqualTo(new Reserved(40 + 960 / 32, 1000));
    assertThat(reserve(transfer, 90, 100)).isEqualTo(new Reserved(100, 1000));
    assertThat(reserve(transfer, 40, 50)).isEqualTo(new Reserved(100, 1000)); // it was late
    assertThat(reserve(transfer, 1000, 100_000)).isEqualTo(new Reserved(1000, 1000));
    assertRefused(1001, 1000, () -> reserve(transfer, 1001, 2000));
    assertThat(reservedNow()).isEqualTo(1000);
  }

  @Test
  void whatBeganFirstWaitsForWhatBeganLaterAndNotTheOtherWayRound() {
    Transfer first = begin(400);
    Transfer second = begin(600);
    age(first, 20);
    age(second, 10);

    assertThat(reserve(first, 401, 500)).isEqualTo(new Reserved(400, 400));
    assertRefused(601, 600, () -> reserve(second, 601, 700));

    transfers.abandonUpload(second.id(), holder, Callers.admin());
    assertThat(reserve(first, 401, 401)).isEqualTo(new Reserved(401, 1000));
    assertRefused(1001, 1000, () -> reserve(first, 1001, 1001));
  }

  @Test
  void whatIsTakenOverStaysReservedUntilItIsCleanedUp() {
    Transfer transfer = begin(800);
    Holder successor = new Holder(holder.node(), "second");

    Transfer taken =
        transfers
            .claimAbandoned(new Claim(successor, List.of("file"), 1000), Callers.admin())
            .stream()
            .filter(one -> one.imageId().equals(transfer.imageId()))
            .findFirst()
            .orElseThrow();

    assertThat(reservedNow()).isEqualTo(800);
    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() -> reserve(transfer, 1, 1));
    transfers.abandonUpload(taken.id(), successor, Callers.admin());
    assertThat(reservedNow()).isZero();
    begin(1000);
  }

  @Test
  void onlyImagesThatAreThereCount() {
    Transfer transfer = begin(600);
    finish(transfer, 600);
    assertRefused(500, 400, () -> begin(500));

    transfers.beginRemoval(
        new BeginRemoval(transfer.imageId(), ImageStatus.ACTIVE, holder), Callers.of(owner));

    begin(1000);
  }

  @Test
  void everyPlaceOfAnImageCounts() {
    Transfer transfer = begin(300);
    Image image = finish(transfer, 300);
    List<ImageLocation> places = new ArrayList<>(image.locations());
    places.add(new ImageLocation(0, "http://a/1", Map.of()));
    places.add(new ImageLocation(0, "http://a/2", Map.of()));

    Image more = edit(image, places, limit);
    assertRefused(101, 100, () -> begin(101));
    places = new ArrayList<>(more.locations());
    places.add(new ImageLocation(0, "http://a/3", Map.of()));
    List<ImageLocation> tooMany = places;
    assertRefused(300, 100, () -> edit(more, tooMany, limit));

    assertThat(images.get(image.id(), Callers.of(owner)).locations()).hasSize(3);
    assertThat(edit(more, more.locations().subList(0, 2), new StorageLimit(owner, 1)).locations())
        .hasSize(2);
  }

  private Image edit(Image before, List<ImageLocation> places, StorageLimit holds) {
    ImageUpdate update = new ImageUpdate(before, Images.at(before, places));
    return registry
        .client()
        .locations()
        .edit(before.id(), new LocationEdit(update, List.of(), holder, holds), Callers.of(owner))
        .image();
  }

  @Test
  void aLocationThatIsAddedInTheBackgroundNeedsRoom() {
    begin(900);
    Image image = create();
    var locations = registry.client().locationImports();
    Transfer transfer =
        locations.begin(
            new BeginLocation(image.id(), holder, null, null, Map.of(), "req-1", 48),
            Callers.of(owner));

    assertRefused(101, 100, () -> add(transfer, 101));
    add(transfer, 100);
    add(transfer, 100); // its answer was lost

    assertThat(images.get(image.id(), Callers.of(owner)).size()).isEqualTo(100);
    assertRefused(1, 0, () -> begin(1));
  }

  private void add(Transfer transfer, long size) {
    registry
        .client()
        .locationImports()
        .add(
            transfer.id(),
            new AddLocation(
                holder,
                new NewLocation("http://a/b", Map.of()),
                size,
                false,
                ImageStatus.ACTIVE,
                null,
                null,
                limit),
            Callers.admin());
  }

  @Test
  void anImportReservesForOneStoreAfterTheOther() {
    Image image = create();
    var imports = registry.client().imports();
    Transfer transfer = imports.begin(order(image), Callers.of(owner));

    reserve(transfer, 400, 400);
    imports.stored(
        transfer.id(),
        new Stored(holder, "fast", data(image.id(), "fast", 400), false, null, 0),
        Callers.admin());
    assertThat(reservedNow()).isZero();
    reserve(transfer, 400, 400);
    assertRefused(201, 200, () -> begin(201));
    imports.storeFailed(transfer.id(), new StoreFailed(holder, "cheap", 0), Callers.admin());

    begin(600);
  }

  @SuppressWarnings("NullAway") // javac loses the @Nullable in the type of a record's parameter
  private BeginImport order(Image image) {
    return new BeginImport(
        image.id(),
        holder,
        ImageStatus.QUEUED,
        ImageStatus.IMPORTING,
        List.of("fast", "cheap"),
        List.of("fast", "cheap"),
        null,
        TaskType.API_IMAGE_IMPORT,
        Map.of("image_id", image.id()),
        "req-1",
        48);
  }

  @Test
  void imagesWithoutAnOwnerHaveTheirOwnRoom() {
    StorageLimit nobodys = new StorageLimit(null, Long.MAX_VALUE);
    Transfer transfer = begin(900);

    Reserved reserved =
        storage.reserve(
            transfer.id(),
            new Reserve(holder, new Reservation(nobodys, 5000, 5000)),
            Callers.admin());

    assertThat(reserved.bytes()).isEqualTo(5000);
    begin(1000);
  }
}
