package io.glance.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.ImageUpdate;
import io.glance.common.registryapi.StoredData;
import io.glance.common.registryapi.Transfer;
import io.glance.common.registryapi.TransferRegistry;
import io.glance.common.registryapi.TransferRegistry.BeginRemoval;
import io.glance.common.registryapi.TransferRegistry.BeginUpload;
import io.glance.common.registryapi.TransferRegistry.BeginWithdrawal;
import io.glance.common.registryapi.TransferRegistry.Claim;
import io.glance.common.registryapi.TransferRegistry.FinishUpload;
import io.glance.registry.testing.Callers;
import io.glance.registry.testing.Images;
import io.glance.registry.testing.TestedDatabase;
import io.glance.registry.testing.TestingRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Callers that are in each other's way. */
@ParameterizedClass
@EnumSource(TestedDatabase.class)
class ConcurrencyIT {
  private static final int CALLERS = 12;

  private final TestingRegistry registry;
  private final ImageRegistry images;
  private final TransferRegistry transfers;
  private final Image image;

  ConcurrencyIT(TestedDatabase database) {
    registry = database.registry();
    images = registry.client().images();
    transfers = registry.client().transfers();
    image = images.create(Images.ownedBy("owner-" + UUID.randomUUID()), Callers.admin());
  }

  /** Runs them at once. Returns what each returned or the error of the registry. */
  private static List<Object> race(List<Callable<Object>> calls) throws Exception {
    List<Object> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Object> future : threads.invokeAll(calls)) {
        try {
          outcomes.add(future.get());
        } catch (ExecutionException e) {
          assertThat(e.getCause()).isInstanceOf(GlanceException.class);
          outcomes.add(e.getCause());
        }
      }
    }
    return outcomes;
  }

  private static <T> List<T> only(List<Object> outcomes, Class<T> type) {
    return outcomes.stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Test
  void editsOfDifferentThingsAreAllApplied() throws Exception {
    List<Callable<Object>> edits = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      Map<String, String> properties = new LinkedHashMap<>(image.properties());
      properties.put("p" + i, "v" + i);
      Image after = Images.with(image, properties);
      edits.add(() -> images.update(image.id(), new ImageUpdate(image, after), Callers.admin()));
    }

    List<Object> outcomes = race(edits);

    assertThat(outcomes).allMatch(Image.class::isInstance);
    assertThat(images.get(image.id(), Callers.admin()).properties()).hasSize(2 + CALLERS);
  }

  @Test
  void ofEditsOfOneThingOneIsAppliedAndTheOthersAreTold() throws Exception {
    List<Callable<Object>> edits = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      Image after = Images.named(image, "name " + i);
      edits.add(() -> images.update(image.id(), new ImageUpdate(image, after), Callers.admin()));
    }

    List<Object> outcomes = race(edits);

    assertThat(only(outcomes, Image.class)).hasSize(1);
    assertThat(only(outcomes, GlanceException.Conflict.class)).hasSize(CALLERS - 1);
    assertThat(images.get(image.id(), Callers.admin()))
        .isEqualTo(only(outcomes, Image.class).getFirst());
  }

  @Test
  void ofUploadsToOneImageOneBegins() throws Exception {
    List<Callable<Object>> uploads = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      Holder holder = new Holder("node:1", "process " + i);
      uploads.add(() ->
          transfers.beginUpload(new BeginUpload(image.id(), "file", holder), Callers.admin()));
    }

    List<Object> outcomes = race(uploads);

    assertThat(only(outcomes, Transfer.class)).hasSize(1);
    assertThat(only(outcomes, GlanceException.Conflict.class)).hasSize(CALLERS - 1);
  }

  @Test
  void ofDeletionAndTheEndOfAnUploadOneGoesFirst() throws Exception {
    Holder holder = new Holder("node:1", "process");
    Transfer upload =
        transfers.beginUpload(new BeginUpload(image.id(), "file", holder), Callers.admin());
    StoredData data = new StoredData("file:///x", Map.of(), 1, null, "c", "sha512", "h");

    List<Object> outcomes =
        race(
            List.of(
                () ->
                    transfers.finishUpload(
                        upload.id(), new FinishUpload(holder, data), Callers.admin()),
                () ->
                    transfers.beginRemoval(
                        new BeginRemoval(image.id(), ImageStatus.SAVING, holder),
                        Callers.admin())));

    boolean finished = outcomes.getFirst() instanceof Image;
    assertThat(outcomes.getFirst())
        .isInstanceOf(finished ? Image.class : GlanceException.Gone.class);
    assertThat(outcomes.getLast())
        .isInstanceOf(finished ? GlanceException.Conflict.class : Transfer.class);
  }

  @Test
  void ofDeletionsOneGoesThrough() throws Exception {
    List<Callable<Object>> deletions = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      deletions.add(() ->
          transfers.beginRemoval(
              new BeginRemoval(image.id(), ImageStatus.QUEUED, new Holder("n:1", "p")),
              Callers.admin()));
    }

    List<Object> outcomes = race(deletions);

    assertThat(only(outcomes, Transfer.class)).hasSize(1);
    assertThat(only(outcomes, GlanceException.NotFound.class)).hasSize(CALLERS - 1);
  }

  @Test
  void ofWithdrawalsOfAllLocationsOneIsRefused() throws Exception {
    Holder holder = new Holder("n:1", "p");
    Transfer upload =
        transfers.beginUpload(new BeginUpload(image.id(), "file", holder), Callers.admin());
    StoredData data = new StoredData("file:///0", Map.of(), 1, null, "c", "sha512", "h");
    transfers.finishUpload(upload.id(), new FinishUpload(holder, data), Callers.admin());
    for (int i = 1; i < CALLERS; i++) {
      registry.client().addLocation(image.id(), "file:///" + i, Map.of());
    }
    List<Callable<Object>> withdrawals = new ArrayList<>();
    for (ImageLocation location : images.get(image.id(), Callers.admin()).locations()) {
      BeginWithdrawal withdrawal = new BeginWithdrawal(image.id(), location.id(), holder);
      withdrawals.add(() -> transfers.beginWithdrawal(withdrawal, Callers.admin()));
    }

    List<Object> outcomes = race(withdrawals);

    assertThat(only(outcomes, Transfer.class)).hasSize(CALLERS - 1);
    assertThat(only(outcomes, GlanceException.Forbidden.class)).hasSize(1);
    assertThat(images.get(image.id(), Callers.admin()).locations()).hasSize(1);
  }

  @Test
  void anAbandonedTransferIsClaimedByOne() throws Exception {
    String store = "store-" + UUID.randomUUID();
    transfers.beginUpload(
        new BeginUpload(image.id(), store, new Holder("node-x:1", "dead")), Callers.admin());
    registry
        .rows()
        .sql("UPDATE glancej_transfers SET lease_until = 1 WHERE image_id = ?")
        .param(image.id())
        .update();
    List<Callable<Object>> claims = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      Claim claim = new Claim(new Holder("node-%d:1".formatted(i), "p"), List.of(store), 9);
      claims.add(() -> transfers.claimAbandoned(claim, Callers.admin()));
    }

    List<Object> outcomes = race(claims);

    assertThat(outcomes).hasSize(CALLERS).allMatch(List.class::isInstance);
    assertThat(outcomes.stream().mapToInt(claimed -> ((List<?>) claimed).size()).sum()).isOne();
  }

  @Test
  void deletionsOfDifferentImagesAreNotInEachOthersWay() throws Exception {
    List<Callable<Object>> deletions = new ArrayList<>();
    for (int i = 0; i < 20 * CALLERS; i++) {
      BeginRemoval removal =
          new BeginRemoval(
              images.create(Images.ownedBy("owner"), Callers.admin()).id(),
              ImageStatus.QUEUED,
              new Holder("n:1", "p"));
      deletions.add(() -> transfers.beginRemoval(removal, Callers.admin()));
    }

    List<Object> outcomes = race(deletions);

    assertThat(outcomes).allMatch(Transfer.class::isInstance);
  }

  @Test
  void ofCreationsOfOneIdOneWins() throws Exception {
    var wanted = Images.ownedBy("owner");
    List<Callable<Object>> creations = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      creations.add(() -> images.create(wanted, Callers.admin()));
    }

    List<Object> outcomes = race(creations);

    assertThat(only(outcomes, Image.class)).hasSize(1);
    assertThat(only(outcomes, GlanceException.Duplicate.class)).hasSize(CALLERS - 1);
  }

  @Test
  void tagsAddedAtOnceAreAllThere() throws Exception {
    List<Callable<Object>> calls = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      String tag = "tag " + i / 2;
      calls.add(() -> {
        images.addTag(image.id(), tag, Callers.admin());
        return tag;
      });
    }

    race(calls);

    assertThat(images.get(image.id(), Callers.admin()).tags())
        .hasSize(2 + CALLERS / 2)
        .doesNotHaveDuplicates();
  }
}
