package io.glance.registry.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.NewTask;
import io.glance.common.registryapi.TaskField;
import io.glance.common.registryapi.TaskQuery;
import io.glance.common.registryapi.TaskQuery.Filter;
import io.glance.common.registryapi.TaskRegistry;
import io.glance.common.registryapi.TaskRegistry.Failure;
import io.glance.common.task.TaskStatus;
import io.glance.common.task.TaskSummary;
import io.glance.common.task.TaskType;
import io.glance.registry.testing.Callers;
import io.glance.registry.testing.TaskMoves;
import io.glance.registry.testing.TestedDatabase;
import io.glance.registry.testing.TestingRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestedDatabase.class)
class TaskListsIT {
  private static final int TASKS = 9;

  private final TestingRegistry registry;
  private final TaskRegistry tasks;
  private final TaskMoves moves;
  private final String project = "owner-" + UUID.randomUUID();
  private final RequestContext owner = Callers.of(project);
  private final List<String> ids = new ArrayList<>();

  TaskListsIT(TestedDatabase database) {
    registry = database.registry();
    tasks = registry.client().tasks();
    moves = registry.taskMoves();
  }

  /** Three created at each of three times, every second one about an image. */
  @BeforeEach
  void create() {
    for (int i = 0; i < TASKS; i++) {
      String id = UUID.randomUUID().toString();
      @Nullable String image = i % 2 == 0 ? null : "image-" + i;
      tasks.create(
          new NewTask(id, TaskType.IMPORT, project, Map.of(), image, "req-" + i, "user"), owner);
      registry
          .rows()
          .sql("UPDATE tasks SET created_at = ? WHERE id = ?")
          .params("2026-01-0%d 00:00:00.000000".formatted(1 + i / 3), id)
          .update();
      ids.add(id);
    }
  }

  private static TaskQuery page(int limit, @Nullable String marker, TaskField sort, boolean up) {
    return new TaskQuery(limit, marker, sort, up, List.of());
  }

  private static TaskQuery matching(Filter... filters) {
    return new TaskQuery(100, null, TaskField.CREATED_AT, false, List.of(filters));
  }

  private List<String> found(TaskQuery query) {
    return tasks.list(query, owner).stream().map(TaskSummary::id).toList();
  }

  @Test
  void pagesLoseAndRepeatNothingWhateverTheyAreSortedBy() {
    for (TaskField sort : TaskField.values()) {
      for (boolean up : List.of(true, false)) {
        List<String> whole = found(page(100, null, sort, up));
        List<String> paged = new ArrayList<>();
        @Nullable String marker = null;
        List<String> next = found(page(2, marker, sort, up));
        while (!next.isEmpty()) {
          paged.addAll(next);
          next = found(page(2, next.getLast(), sort, up));
        }

        assertThat(paged).as(sort + " " + up).isEqualTo(whole).hasSize(TASKS);
      }
    }
  }

  @Test
  void theNewestComeFirstWhenAskedFor() {
    List<TaskSummary> newest = tasks.list(page(3, null, TaskField.CREATED_AT, false), owner);

    assertThat(newest)
        .extracting(TaskSummary::id)
        .containsExactlyInAnyOrderElementsOf(ids.subList(6, 9));
    assertThat(newest)
        .allSatisfy(task -> {
          assertThat(task.owner()).isEqualTo(project);
          assertThat(task.createdAt()).isEqualTo("2026-01-03T00:00:00Z");
          assertThat(task.expiresAt()).isNull();
        });
  }

  @Test
  void filtersAreAllMet() {
    moves.start(ids.get(3));
    tasks.fail(ids.get(5), new Failure("x", 1), owner);

    assertThat(found(matching(new Filter(TaskField.STATUS, "processing"))))
        .containsExactly(ids.get(3));
    assertThat(found(matching(new Filter(TaskField.STATUS, "failure"))))
        .containsExactly(ids.get(5));
    assertThat(found(matching(new Filter(TaskField.IMAGE_ID, "image-7"))))
        .containsExactly(ids.get(7));
    assertThat(
            found(
                matching(
                    new Filter(TaskField.CREATED_AT, "2026-01-02T00:00:00Z"),
                    new Filter(TaskField.STATUS, "pending"))))
        .containsExactly(ids.get(4));
    assertThat(found(matching(new Filter(TaskField.TYPE, "import")))).hasSize(TASKS);
    for (String midnight : List.of("2026-01-02", "2026-01-02 00:00:00", "2026-01-02T00:00:00")) {
      assertThat(found(matching(new Filter(TaskField.CREATED_AT, midnight)))).hasSize(3);
    }
  }

  @Test
  void aValueThatNoRowCanHaveFindsNothing() {
    for (Filter filter :
        List.of(
            new Filter(TaskField.STATUS, ""),
            new Filter(TaskField.CREATED_AT, "yesterday"),
            new Filter(TaskField.USER_ID, "\uD83D\uDE00"),
            new Filter(TaskField.OWNER, "other"))) {
      assertThat(found(matching(filter))).as(filter.toString()).isEmpty();
    }
    assertThat(
            found(
                matching(
                    new Filter(TaskField.STATUS, "pending"),
                    new Filter(TaskField.STATUS, "success"))))
        .isEmpty();
  }

  @Test
  void whatAMarkerIsDecides() {
    String other = Callers.of("other").projectId();
    NewTask foreign =
        new NewTask(
            UUID.randomUUID().toString(), TaskType.IMPORT, other, Map.of(), null, null, null);
    tasks.create(foreign, Callers.of("other"));

    assertThatExceptionOfType(GlanceException.Invalid.class)
        .isThrownBy(() -> found(page(5, "nothing", TaskField.ID, true)))
        .withMessage("Task with the given id nothing was not found");
    assertThatExceptionOfType(GlanceException.Forbidden.class)
        .isThrownBy(() -> found(page(5, foreign.id(), TaskField.ID, true)))
        .withMessage("Forbidding request, task %s is not visible", foreign.id());
  }

  @Test
  void everybodySeesTheOwnAndAdministratorsAll() {
    TaskQuery ofOwner = matching(new Filter(TaskField.OWNER, project));

    assertThat(tasks.list(ofOwner, owner)).hasSize(TASKS);
    assertThat(tasks.list(ofOwner, Callers.admin())).hasSize(TASKS);
    assertThat(tasks.list(ofOwner, Callers.of("other"))).isEmpty();
    assertThat(tasks.list(matching(), Callers.nobody())).isEmpty();
  }

  @Test
  void whatExpiredIsNotListedAndNothingElseIsForgotten() {
    tasks.fail(ids.get(0), new Failure("x", 0), owner);
    moves.start(ids.get(1));
    moves.succeed(ids.get(1), null, 1);

    assertThat(found(matching())).hasSize(TASKS - 1).doesNotContain(ids.get(0));
    assertThat(tasks.get(ids.get(0), Callers.admin()).deletedAt()).isNotNull();
    assertThat(tasks.get(ids.get(1), owner).status()).isEqualTo(TaskStatus.SUCCESS);
  }

  @Test
  void aLimitOfZeroFindsNothing() {
    assertThat(found(page(0, null, TaskField.ID, true))).isEmpty();
  }
}
