package io.glance.api.v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glance.api.task.TaskService;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.NewTask;
import io.glance.common.registryapi.TaskField;
import io.glance.common.registryapi.TaskQuery;
import io.glance.common.registryapi.TaskRegistry;
import io.glance.common.registryapi.TaskRegistry.Failure;
import io.glance.common.task.Task;
import io.glance.common.task.TaskType;
import io.glance.registry.testing.TaskMoves;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TasksTest {
  private static final RequestContext ADMIN = RequestContext.administrator("req-testing");
  private static final RequestContext MEMBER =
      new RequestContext("user", "acme", Set.of("member", "reader"), false, "req-testing");

  private ServedImages images;
  private TaskRegistry registry;

  @BeforeAll
  void start(@TempDir Path directory) {
    images = ServedImages.start(directory, Map.of("oslo.default.limit_param_default", 3));
    registry = images.bean(TaskRegistry.class);
  }

  @AfterAll
  void stop() {
    images.close();
  }

  private Task task(@Nullable String owner, @Nullable String image) {
    return registry.create(
        new NewTask(
            UUID.randomUUID().toString(),
            TaskType.IMPORT,
            owner,
            Map.of("import_from", "http://example.org/ä"),
            image,
            image == null ? null : "req-1",
            image == null ? null : "user"),
        ADMIN);
  }

  private String body(String path) {
    HttpResponse<String> response = images.send("GET", path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    return response.body();
  }

  private JsonNode json(String path) {
    return ServedImages.json(images.send("GET", path));
  }

  private static List<String> ids(JsonNode page) {
    return page.get("tasks").valueStream().map(one -> one.get("id").stringValue()).toList();
  }

  private static void assertRefused(HttpResponse<String> response, int status, String message) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(ServedImages.json(response).get("message").stringValue()).startsWith(message);
  }

  @Test
  void aPendingTaskIsShownWithWhatIsKnownOfIt() {
    Task task = task(null, null);

    String shown = body("/v2/tasks/" + task.id());

    String time = task.createdAt().toString();
    assertThat(shown)
        .isEqualTo(
            ("{\"id\": \"%s\", \"input\": {\"import_from\": \"http://example.org/ä\"},"
                    + " \"type\": \"import\", \"status\": \"pending\", \"owner\": \"\","
                    + " \"message\": \"\", \"result\": null, \"created_at\": \"%s\","
                    + " \"updated_at\": \"%s\", \"self\": \"/v2/tasks/%s\","
                    + " \"schema\": \"/v2/schemas/task\"}")
                .formatted(task.id(), time, time, task.id()));
  }

  @Test
  void aTaskThatEndedShowsWhatCameOfItAndWhenItExpires() {
    Task task = task("acme", UUID.randomUUID().toString());
    TaskMoves moves = images.registry().taskMoves();
    moves.start(task.id());
    Task ended = moves.succeed(task.id(), Map.of("image_id", "x"), 48);

    JsonNode shown = json("/v2/tasks/" + task.id());

    assertThat(shown.propertyNames())
        .containsExactly(
            "id",
            "input",
            "type",
            "status",
            "owner",
            "message",
            "result",
            "created_at",
            "updated_at",
            "self",
            "schema",
            "image_id",
            "request_id",
            "user_id",
            "expires_at");
    assertThat(shown.get("result").get("image_id").stringValue()).isEqualTo("x");
    assertThat(shown.get("status").stringValue()).isEqualTo("success");
    assertThat(shown.get("expires_at").stringValue()).isEqualTo(ended.expiresAt().toString());
  }

  @Test
  void aListTellsLessAndLeadsFromPageToPage() {
    String image = UUID.randomUUID().toString();
    for (int i = 0; i < 5; i++) {
      task("acme", image);
    }
    String query = "image_id=" + image;

    JsonNode first = json("/v2/tasks?" + query);
    JsonNode second = json(first.get("next").stringValue());

    assertThat(first.propertyNames()).containsExactly("tasks", "first", "schema", "next");
    assertThat(first.get("first").stringValue()).isEqualTo("/v2/tasks?" + query);
    assertThat(first.get("schema").stringValue()).isEqualTo("/v2/schemas/tasks");
    assertThat(first.get("next").stringValue())
        .isEqualTo("/v2/tasks?" + query + "&marker=" + ids(first).getLast());
    assertThat(first.get("tasks").get(0).propertyNames())
        .containsExactly(
            "id", "type", "status", "owner", "created_at", "updated_at", "self", "schema");
    assertThat(second.propertyNames()).containsExactly("tasks", "first", "schema");
    List<String> all = new ArrayList<>(ids(first));
    all.addAll(ids(second));
    assertThat(all).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void aListHasTheOrderAndTheTasksThatAreAskedFor() {
    String image = UUID.randomUUID().toString();
    Task pending = task("acme", image);
    Task failed = task("beta", image);
    registry.fail(failed.id(), new Failure("no", 48), ADMIN);
    String about = "/v2/tasks?image_id=" + image;

    assertThat(ids(json(about + "&sort_key=owner&sort_dir=asc")))
        .containsExactly(pending.id(), failed.id());
    assertThat(ids(json(about + "&sort_key=status"))).containsExactly(pending.id(), failed.id());
    assertThat(ids(json(about + "&status=failure"))).containsExactly(failed.id());
    assertThat(ids(json(about + "&owner=acme&type=import&unknown=x")))
        .containsExactly(pending.id());
    assertThat(ids(json(about + "&limit=1&sort_key=owner"))).containsExactly(failed.id());
    assertThat(ids(json(about + "&sort_key=deleted"))).hasSize(2);
    for (String nothing : List.of("status=", "type=", "deleted_at=x", "limit=0", "id=x")) {
      assertThat(ids(json(about + "&" + nothing))).as(nothing).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "status=done | Invalid status value: done",
        "status=Pending | Invalid status value: Pending",
        "type=api_image_import | Invalid type value: api_image_import",
        "sort_dir=up | Invalid sort direction: up",
        "sort_key=metadata | Sort key supplied was not valid.",
        "marker=x | Invalid marker format",
        "marker=11111111-2222-3333-4444-555555555555 |"
            + " Task with the given id 11111111-2222-3333-4444-555555555555 was not found",
        "marker= | Task with the given id  was not found",
        "limit=x | limit param must be an integer",
        "limit=-1 | limit param must be positive",
        "status=x&sort_dir=up | Invalid sort direction: up",
        "limit=x&marker=y | Invalid marker format"
      })
  void aListThatCannotBeUnderstoodIsRefused(String query, String message) {
    assertRefused(images.send("GET", "/v2/tasks?" + query), 400, message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"11111111-2222-3333-4444-555555555555", "x", "a%20b", "%F0%9F%98%80"})
  void aTaskThatIsNotThereIsNotFound(String id) {
    assertRefused(images.send("GET", "/v2/tasks/" + id), 404, "Could not find task ");
  }

  @Test
  void noTaskIsDeletedOnDemand() {
    Task task = task(null, null);
    for (String id : List.of(task.id(), "nothing")) {
      HttpResponse<String> refused = images.send("DELETE", "/v2/tasks/" + id);

      assertRefused(
          refused,
          405,
          "This operation is currently not permitted on Glance Tasks. They are auto deleted after"
              + " reaching the time based on their expires_at property.");
      assertThat(refused.headers().allValues("Allow")).containsExactly("GET");
    }
    assertThat(json("/v2/tasks/" + task.id()).get("status").stringValue()).isEqualTo("pending");
  }

  @Test
  void otherVerbsOfATaskAreNotAllowed() {
    HttpResponse<String> put = images.send("PUT", "/v2/tasks/x", "application/json", "{}");

    assertThat(put.statusCode()).isEqualTo(405);
    assertThat(put.headers().allValues("Allow")).containsExactly("GET, DELETE");
  }

  @Test
  void theTasksOfAnImageAreRowsAsTheDatabaseHasThem() {
    String image = images.create("{}");
    Task pending = task(null, image);
    Task failed = registry.fail(task("acme", image).id(), new Failure("nö", 48), ADMIN);
    Map<String, String> rows = new LinkedHashMap<>();
    for (Task task : List.of(pending, failed)) {
      rows.put(task.id(), row(task, image));
    }

    String listed = body("/v2/images/" + image + "/tasks");

    List<String> order =
        ids(ServedImages.json(images.send("GET", "/v2/images/" + image + "/tasks")));
    assertThat(order).containsExactlyInAnyOrderElementsOf(rows.keySet());
    assertThat(listed)
        .isEqualTo(
            "{\"tasks\": [" + String.join(", ", order.stream().map(rows::get).toList()) + "]}");
  }

  private static String row(Task task, String image) {
    String owner = '"' + (task.owner() == null ? "" : task.owner()) + '"';
    String expires = task.expiresAt() == null ? "null" : time(task.expiresAt().toString());
    return ("{\"id\": \"%s\", \"type\": \"import\", \"status\": \"%s\", \"owner\": %s,"
            + " \"expires_at\": %s, \"created_at\": %s, \"updated_at\": %s,"
            + " \"deleted_at\": null, \"deleted\": false, \"image_id\": \"%s\","
            + " \"request_id\": \"req-1\", \"user_id\": \"user\","
            + " \"input\": {\"import_from\": \"http://example.org/\\u00e4\"}, \"result\": null,"
            + " \"message\": \"%s\"}")
        .formatted(
            task.id(),
            task.status().wireName(),
            owner,
            expires,
            time(task.createdAt().toString()),
            time(task.updatedAt().toString()),
            image,
            task.message().replace("ö", "\\u00f6"));
  }

  private static String time(String iso) {
    return '"' + iso.replace("Z", ".000000") + '"';
  }

  @Test
  void anImageWithoutTasksHasNone() {
    assertThat(body("/v2/images/" + images.create("{}") + "/tasks")).isEqualTo("{\"tasks\": []}");
  }

  @Test
  void anImageThatIsNotThereHasNoTasksEither() {
    String deleted = images.create("{}");
    images.send("DELETE", "/v2/images/" + deleted);

    for (String id : List.of(deleted, UUID.randomUUID().toString(), "x")) {
      assertRefused(
          images.send("GET", "/v2/images/" + id + "/tasks"),
          404,
          "The resource could not be found.");
    }
  }

  @Test
  void theTasksOfAnImageKnowNoOtherVerb() {
    String path = "/v2/images/" + images.create("{}") + "/tasks";

    for (String verb : List.of("POST", "PUT", "PATCH", "DELETE")) {
      assertRefused(images.send(verb, path), 404, "The resource could not be found.");
    }
    assertThat(images.send("HEAD", path).statusCode()).isEqualTo(404);
    assertRefused(
        images.send("GET", path, "text/plain", "x"),
        400,
        "A body is not expected with this request.");
  }

  @Test
  void tasksAreForAdministratorsAndThoseOfAnImageForTheirOwner() {
    TaskService service = images.bean(TaskService.class);
    String image = images.create("{\"visibility\": \"public\"}");
    Task own = task("acme", image);
    task("other", image);
    TaskQuery all = new TaskQuery(9, null, TaskField.ID, true, List.of());

    assertThatExceptionOfType(GlanceException.Forbidden.class)
        .isThrownBy(() -> service.list(all, MEMBER))
        .withMessage("You are not authorized to complete tasks_api_access action.");
    assertThatExceptionOfType(GlanceException.Forbidden.class)
        .isThrownBy(() -> service.get(own.id(), MEMBER));
    assertThat(service.ofImage(image, MEMBER)).extracting(Task::id).containsExactly(own.id());
    assertThat(service.ofImage(image, ADMIN)).hasSize(2);
  }

  @Test
  void theSchemasAreThoseOfTasks() {
    JsonNode task = json("/v2/schemas/task");
    JsonNode tasks = json("/v2/schemas/tasks");

    assertThat(task.propertyNames()).containsExactly("name", "properties");
    assertThat(task.get("properties").propertyNames())
        .containsExactlyInAnyOrder(
            "id",
            "type",
            "status",
            "input",
            "result",
            "owner",
            "message",
            "image_id",
            "request_id",
            "user_id",
            "expires_at",
            "created_at",
            "updated_at",
            "self",
            "schema");
    JsonNode items = tasks.get("properties").get("tasks").get("items");
    assertThat(items.get("name").stringValue()).isEqualTo("task");
    assertThat(items.get("properties").propertyNames())
        .hasSize(12)
        .doesNotContain("input", "result", "message");
    assertThat(tasks.get("links")).hasSize(1);
  }
}
