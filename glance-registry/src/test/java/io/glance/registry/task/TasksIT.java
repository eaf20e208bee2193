package io.glance.registry.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.NewTask;
import io.glance.common.registryapi.TaskRegistry;
import io.glance.common.registryapi.TaskRegistry.Failure;
import io.glance.common.task.Task;
import io.glance.common.task.TaskStatus;
import io.glance.common.task.TaskType;
import io.glance.registry.db.DatabaseTime;
import io.glance.registry.testing.Callers;
import io.glance.registry.testing.TaskMoves;
import io.glance.registry.testing.TestedDatabase;
import io.glance.registry.testing.TestingRegistry;
import java.time.Duration;
import java.time.Instant;
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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestedDatabase.class)
class TasksIT {
  private static final int HOURS = 48;

  private final TestingRegistry registry;
  private final TaskRegistry tasks;
  private final TaskMoves moves;
  private final RequestContext owner = Callers.of("owner-" + UUID.randomUUID());

  TasksIT(TestedDatabase database) {
    registry = database.registry();
    tasks = registry.client().tasks();
    moves = registry.taskMoves();
  }

  private NewTask about(@Nullable String imageId) {
    return new NewTask(
        UUID.randomUUID().toString(),
        TaskType.API_IMAGE_IMPORT,
        owner.projectId(),
        Map.of("image_id", "x"),
        imageId,
        "req-1",
        "user");
  }

  private Task pending() {
    return tasks.create(about(null), owner);
  }

  private Task processing() {
    return moves.start(pending().id());
  }

  @Test
  void aNewTaskIsPendingAndReadAsItWasWritten() {
    Map<String, @Nullable Object> input = new LinkedHashMap<>();
    input.put("nothing", null);
    input.put("texts", List.of("ä", "\uD83D\uDE00", "\"\\"));
    input.put("numbers", List.of(1, 1.5, 10_000_000_000L));
    input.put("nested", Map.of("flag", true));
    NewTask wanted =
        new NewTask(
            UUID.randomUUID().toString(),
            TaskType.LOCATION_IMPORT,
            owner.projectId(),
            input,
            UUID.randomUUID().toString(),
            "req-1",
            "user");

    Task created = tasks.create(wanted, owner);

    assertThat(tasks.get(wanted.id(), owner)).isEqualTo(created);
    assertThat(created.input()).isEqualTo(input);
    assertThat(created.input().keySet()).containsExactly("nothing", "texts", "numbers", "nested");
    assertThat(created)
        .extracting(
            Task::type, Task::status, Task::owner, Task::imageId, Task::requestId, Task::userId)
        .containsExactly(
            TaskType.LOCATION_IMPORT,
            TaskStatus.PENDING,
            owner.projectId(),
            wanted.imageId(),
            "req-1",
            "user");
    assertThat(created)
        .extracting(Task::result, Task::message, Task::expiresAt, Task::deletedAt)
        .containsExactly(null, "", null, null);
    assertThat(created.updatedAt()).isEqualTo(created.createdAt());
  }

  @Test
  void aTaskWithoutOwnerIsTheAdministratorsOnly() {
    NewTask wanted =
        new NewTask(
            UUID.randomUUID().toString(), TaskType.IMPORT, null, Map.of(), null, null, null);

    Task created = tasks.create(wanted, Callers.admin());

    assertThat(created.owner()).isNull();
    assertThat(tasks.get(wanted.id(), Callers.admin())).isEqualTo(created);
    assertThat(owners(wanted.id())).containsExactly("");
    assertNotFound(wanted.id(), Callers.nobody());
    assertNotFound(wanted.id(), Callers.of(""));
  }

  private List<String> owners(String id) {
    return registry
        .rows()
        .sql("SELECT owner FROM tasks WHERE id = ?")
        .param(id)
        .query(String.class)
        .list();
  }

  private void assertNotFound(String id, RequestContext caller) {
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> tasks.get(id, caller))
        .withMessage("Could not find task " + id);
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> tasks.fail(id, new Failure("x", HOURS), caller))
        .withMessage("Could not find task " + id);
  }

  @Test
  void aTaskOfAnotherProjectDoesNotExist() {
    Task task = pending();

    assertNotFound(task.id(), Callers.of("other"));
    assertNotFound(task.id(), Callers.nobody());
    assertThat(tasks.get(task.id(), Callers.admin()).status()).isEqualTo(TaskStatus.PENDING);
  }

  @Test
  void anIdInUseIsADuplicate() {
    NewTask wanted = about(null);
    tasks.create(wanted, owner);

    assertThatExceptionOfType(GlanceException.Duplicate.class)
        .isThrownBy(() -> tasks.create(wanted, owner));
  }

  @Test
  void anInputThatDoesNotFitIsRefusedAndNothingIsWritten() {
    NewTask tooLong =
        new NewTask(
            UUID.randomUUID().toString(),
            TaskType.IMPORT,
            owner.projectId(),
            Map.of("x", "y".repeat(65_535)),
            null,
            null,
            null);

    assertThatExceptionOfType(GlanceException.Invalid.class)
        .isThrownBy(() -> tasks.create(tooLong, owner))
        .withMessage("The input of a task is too long, it may have 65535 bytes at most.");
    assertNotFound(tooLong.id(), owner);
    assertThatExceptionOfType(GlanceException.Invalid.class)
        .isThrownBy(() -> tasks.create(about("x".repeat(37)), owner))
        .withMessage("The id of a task's image is too long, it may have 36 characters at most.");
  }

  @Test
  void aTaskThatSucceedsHasItsResultAndExpires() {
    Task started = processing();
    moves.progress(started.id(), "Copied 1 MiB");

    Task ended = moves.succeed(started.id(), Map.of("image_id", "x"), HOURS);

    assertThat(started.status()).isEqualTo(TaskStatus.PROCESSING);
    assertThat(started.expiresAt()).isNull();
    assertThat(ended.status()).isEqualTo(TaskStatus.SUCCESS);
    assertThat(ended.result()).isEqualTo(Map.of("image_id", "x"));
    assertThat(ended.message()).isEqualTo("Copied 1 MiB");
    assertThat(ended.expiresAt()).isEqualTo(ended.updatedAt().plus(Duration.ofHours(HOURS)));
    assertThat(tasks.get(ended.id(), owner)).isEqualTo(ended);
  }

  @Test
  void aTaskThatFailsSaysWhyAndExpires() {
    Task ended = tasks.fail(pending().id(), new Failure("no \uD83D\uDE00 there", HOURS), owner);

    assertThat(ended.status()).isEqualTo(TaskStatus.FAILURE);
    assertThat(ended.message()).isEqualTo("no ? there");
    assertThat(ended.result()).isNull();
    assertThat(ended.expiresAt()).isEqualTo(ended.updatedAt().plus(Duration.ofHours(HOURS)));
    assertThat(tasks.get(ended.id(), owner)).isEqualTo(ended);
  }

  @Test
  void aMessageIsCutToWhatTheColumnHolds() {
    Task ended = tasks.fail(processing().id(), new Failure("ä".repeat(40_000), HOURS), owner);

    assertThat(ended.message()).isEqualTo("ä".repeat(32_767));
    assertThat(tasks.get(ended.id(), owner).message()).isEqualTo(ended.message());
  }

  @Test
  void movesThatAreNotAllowedAreRefused() {
    Task pending = pending();
    Task failed = tasks.fail(pending().id(), new Failure("x", HOURS), owner);
    Task succeeded = moves.succeed(processing().id(), null, HOURS);

    assertConflict(
        () -> moves.succeed(pending.id(), null, HOURS),
        "Status transition from pending to success is not allowed");
    assertConflict(
        () -> moves.start(failed.id()),
        "Status transition from failure to processing is not allowed");
    assertConflict(
        () -> tasks.fail(succeeded.id(), new Failure("late", HOURS), owner),
        "Status transition from success to failure is not allowed");
    for (Task task : List.of(pending, failed, succeeded)) {
      assertConflict(() -> moves.progress(task.id(), "late"), "Task was aborted externally");
      assertThat(tasks.get(task.id(), owner)).isEqualTo(task);
    }
  }

  private static void assertConflict(Callable<Task> move, String message) {
    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(move::call)
        .withMessage(message);
  }

  @Test
  void progressIsASignOfLife() {
    Task started = processing();
    registry
        .rows()
        .sql("UPDATE tasks SET updated_at = '2020-01-01 00:00:00.000000' WHERE id = ?")
        .param(started.id())
        .update();

    moves.progress(started.id(), "Copied 2 MiB");

    Task running = tasks.get(started.id(), owner);
    assertThat(running.updatedAt()).isAfterOrEqualTo(started.updatedAt());
    assertThat(running.message()).isEqualTo("Copied 2 MiB");
  }

  @Test
  void ofManyWhoStartATaskOneDoes() throws Exception {
    String id = pending().id();

    assertThat(winners(i -> moves.start(id))).hasSize(1);
  }

  @Test
  void ofManyWhoEndATaskOneDoesAndItsWordsStay() throws Exception {
    String id = processing().id();

    List<Task> ends =
        winners(i ->
            i % 2 == 0
                ? moves.succeed(id, Map.of("by", i), HOURS)
                : tasks.fail(id, new Failure("by " + i, HOURS), owner));

    assertThat(ends).hasSize(1);
    assertThat(tasks.get(id, owner)).isEqualTo(ends.getFirst());
  }

  private interface Attempt {
    Task by(int number);
  }

  private static List<Task> winners(Attempt attempt) throws InterruptedException {
    List<Task> winners = new ArrayList<>();
    List<Callable<Task>> attempts =
        IntStream.range(0, 12).<Callable<Task>>mapToObj(i -> () -> attempt.by(i)).toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Task> one : threads.invokeAll(attempts)) {
        try {
          winners.add(one.get());
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(GlanceException.Conflict.class);
        }
      }
    }
    return winners;
  }

  @Test
  void aTaskOfTheOriginalsWithoutDetailsCanBeReadAndEnded() {
    String id = processing().id();
    registry.rows().sql("DELETE FROM task_info WHERE task_id = ?").param(id).update();

    Task bare = tasks.get(id, owner);
    Task ended = tasks.fail(id, new Failure("gone", HOURS), owner);

    assertThat(bare.input()).isEmpty();
    assertThat(bare.message()).isEmpty();
    assertThat(ended.message()).isEqualTo("gone");
    assertThat(tasks.get(id, owner)).isEqualTo(ended);
  }

  @Test
  void theTasksOfAnImageAreThoseTheCallerSeesTheOldestFirst() {
    String image = UUID.randomUUID().toString();
    Task first = tasks.create(about(image), owner);
    Task second = tasks.create(about(image), owner);
    created(first.id(), Instant.parse("2026-01-01T00:00:00Z"));
    tasks.create(about(UUID.randomUUID().toString()), owner);

    assertThat(tasks.ofImage(image, owner))
        .extracting(Task::id)
        .containsExactly(first.id(), second.id());
    assertThat(tasks.ofImage(image, Callers.admin())).hasSize(2);
    assertThat(tasks.ofImage(image, Callers.of("other"))).isEmpty();
    assertThat(tasks.ofImage(image, Callers.nobody())).isEmpty();
  }

  private void created(String id, Instant time) {
    registry
        .rows()
        .sql("UPDATE tasks SET created_at = ? WHERE id = ?")
        .params(DatabaseTime.write(time), id)
        .update();
  }

  @Test
  void whatExpiredIsForgottenWhenItsProjectLooks() {
    String image = UUID.randomUUID().toString();
    Task expired = tasks.create(about(image), owner);
    tasks.fail(expired.id(), new Failure("x", 0), owner);
    Task kept = tasks.create(about(image), owner);
    tasks.fail(kept.id(), new Failure("x", 1), owner);

    assertThat(tasks.get(expired.id(), owner).deletedAt()).isNull();
    assertThat(tasks.ofImage(image, owner)).extracting(Task::id).containsExactly(kept.id());

    assertNotFoundByGet(expired.id(), owner);
    assertThat(tasks.get(expired.id(), Callers.admin()).deletedAt()).isNotNull();
    assertThat(tasks.get(kept.id(), owner).deletedAt()).isNull();
  }

  private void assertNotFoundByGet(String id, RequestContext caller) {
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> tasks.get(id, caller));
  }
}
