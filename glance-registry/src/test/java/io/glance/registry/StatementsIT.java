package io.glance.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.ImageQuery;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.ImageUpdate;
import io.glance.common.registryapi.NewTask;
import io.glance.common.registryapi.SharingRegistry.Grant;
import io.glance.common.registryapi.SharingRegistry.Sharing;
import io.glance.common.registryapi.StoredData;
import io.glance.common.registryapi.TaskField;
import io.glance.common.registryapi.TaskQuery;
import io.glance.common.registryapi.TaskRegistry;
import io.glance.common.registryapi.Transfer;
import io.glance.common.registryapi.TransferRegistry;
import io.glance.common.registryapi.TransferRegistry.BeginRemoval;
import io.glance.common.registryapi.TransferRegistry.BeginUpload;
import io.glance.common.registryapi.TransferRegistry.FinishUpload;
import io.glance.common.task.TaskSummary;
import io.glance.common.task.TaskType;
import io.glance.registry.testing.Callers;
import io.glance.registry.testing.Images;
import io.glance.registry.testing.TestedDatabase;
import io.glance.registry.testing.TestingRegistry;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What each call costs the database. A higher number here is a decision, not an accident. */
@ParameterizedClass
@EnumSource(TestedDatabase.class)
class StatementsIT {
  /** Written only if the second in which an image was changed before is over. */
  private static final String NEXT_SECOND = "update images set updated_at=? where id=?";

  private final TestingRegistry registry;
  private final ImageRegistry images;
  private final TransferRegistry transfers;
  private final String owner = "owner-" + UUID.randomUUID();
  private final Holder holder = new Holder("node:1", "process");

  StatementsIT(TestedDatabase database) {
    registry = database.registry();
    images = registry.client().images();
    transfers = registry.client().transfers();
  }

  @BeforeEach
  void forget() {
    registry.statements();
  }

  private <T> T costing(int statements, Supplier<T> call) {
    registry.statements();
    T result = call.get();
    assertThat(registry.statements())
        .filteredOn(statement -> !statement.equals(NEXT_SECOND))
        .hasSize(statements);
    return result;
  }

  @Test
  void oneImageIsOneStatement() {
    Image image = images.create(Images.ownedBy(owner), Callers.admin());

    costing(1, () -> images.get(image.id(), Callers.admin()));
    costing(1, () -> images.get(image.id(), Callers.of(owner)));
  }

  @Test
  void imagesReadTogetherAreOneStatement() {
    List<String> ids =
        Stream.generate(() -> images.create(Images.ownedBy(owner), Callers.admin()).id())
            .limit(5)
            .toList();

    assertThat(costing(1, () -> images.getAll(ids, Callers.of(owner)))).hasSize(5);
  }

  @Test
  void aPageIsTwoStatementsAndOneForItsMarkerWhateverItsSize() {
    for (int i = 0; i < 20; i++) {
      images.create(Images.ownedBy(owner), Callers.admin());
    }
    for (int size : List.of(1, 7, 20)) {
      ImageQuery page = Images.vary(Images.ofOwner(owner), parts -> parts.limit(size));

      List<Image> found = costing(2, () -> images.list(page, Callers.admin()));
      assertThat(found).hasSize(size);
      assertThat(costing(2, () -> images.list(page, Callers.of(owner)))).hasSize(size);
      costing(
          size == 20 ? 2 : 3,
          () ->
              images.list(
                  Images.vary(page, parts -> parts.marker(found.getLast().id())), Callers.admin()));
    }
  }

  @Test
  void aCreationIsOneInsertForTheImageOneForItsPropertiesAndOneForItsTags() {
    costing(3, () -> images.create(Images.ownedBy(owner), Callers.admin()));
  }

  @Test
  void anEditLocksReadsWhatItChangesAndWritesIt() {
    Image image = images.create(Images.ownedBy(owner), Callers.admin());

    Image renamed =
        costing(
            3,
            () ->
                images.update(
                    image.id(),
                    new ImageUpdate(image, Images.named(image, "other")),
                    Callers.admin()));
    costing(
        6,
        () ->
            images.update(
                image.id(),
                new ImageUpdate(renamed, Images.with(renamed, Map.of("new", "x"))),
                Callers.of(owner)));
  }

  @Test
  void anUploadIsThreeStatementsToBeginAndSixToEnd() {
    Image image = images.create(Images.ownedBy(owner), Callers.admin());
    StoredData data = new StoredData("file:///x", Map.of(), 1, null, "c", "sha512", "h");

    Transfer upload =
        costing(
            3,
            () ->
                transfers.beginUpload(
                    new BeginUpload(image.id(), "file", holder), Callers.admin()));
    costing(
        6,
        () -> transfers.finishUpload(upload.id(), new FinishUpload(holder, data), Callers.admin()));
    Transfer removal =
        costing(
            9,
            () ->
                transfers.beginRemoval(
                    new BeginRemoval(image.id(), ImageStatus.ACTIVE, holder), Callers.admin()));
    costing(
        6,
        () -> {
          transfers.finishRemoval(removal.id(), holder, Callers.admin());
          return removal;
        });
  }

  @Test
  void membersAreOneStatement() {
    Image image = images.create(Images.ownedBy(owner), Callers.admin());

    costing(1, () -> registry.client().members().list(image.id(), Callers.of(owner)));
  }

  @Test
  void aListOfMembersIsALockAndThreeReadsBesideItsInserts() {
    Image image = images.create(Images.ownedBy(owner), Callers.admin());
    List<Grant> grants = Stream.of("a", "b", "c").map(one -> new Grant(one, null)).toList();
    Sharing same = new Sharing(grants, true, 10);

    costing(7, () -> registry.client().sharing().share(image.id(), same, Callers.of(owner)));
    costing(2, () -> registry.client().sharing().share(image.id(), same, Callers.of(owner)));
    costing(1, () -> registry.client().sharing().ofProject("a", 100, Callers.of("a")));
  }

  private TaskRegistry tasksOf(int count) {
    TaskRegistry tasks = registry.client().tasks();
    for (int i = 0; i < count; i++) {
      tasks.create(
          new NewTask(
              UUID.randomUUID().toString(),
              TaskType.IMPORT,
              owner,
              Map.of("x", i),
              "image",
              null,
              null),
          Callers.of(owner));
    }
    return tasks;
  }

  @Test
  void aPageOfTasksIsTwoStatementsAndOneForItsMarkerWhateverItsSize() {
    TaskRegistry tasks = tasksOf(20);
    for (int size : List.of(1, 7, 20)) {
      TaskQuery page = new TaskQuery(size, null, TaskField.CREATED_AT, false, List.of());

      List<TaskSummary> found = costing(2, () -> tasks.list(page, Callers.of(owner)));
      assertThat(found).hasSize(size);
      TaskQuery next =
          new TaskQuery(size, found.getLast().id(), TaskField.CREATED_AT, false, List.of());
      costing(3, () -> tasks.list(next, Callers.of(owner)));
    }
    assertThat(costing(2, () -> tasks.ofImage("image", Callers.of(owner)))).hasSize(20);
  }

  @Test
  void aMoveOfATaskLocksReadsAndWrites() {
    TaskRegistry tasks = tasksOf(1);
    String id = tasks.ofImage("image", Callers.of(owner)).getFirst().id();

    costing(1, () -> tasks.get(id, Callers.of(owner)));
    costing(3, () -> registry.taskMoves().start(id));
    registry
        .rows()
        .sql("UPDATE tasks SET updated_at = '2026-01-01 00:00:00.000000' WHERE id = ?")
        .param(id)
        .update();
    costing(4, () -> registry.taskMoves().progress(id, "half"));
    costing(4, () -> tasks.fail(id, new TaskRegistry.Failure("broken", 48), Callers.of(owner)));
  }
}
