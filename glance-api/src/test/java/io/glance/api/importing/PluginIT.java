package io.glance.api.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.api.inspection.Disks;
import io.glance.fixture.Await;
import io.glance.store.testing.TestingStreams;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Images that are decompressed and converted on their way in, and tasks that import. */
class PluginIT {
  private static final String QCOW2 =
      "{\"disk_format\": \"qcow2\", \"container_format\": \"bare\"}";

  @TempDir static Path directory;
  private static Imports imports;

  @BeforeAll
  static void start() throws IOException {
    Qemu.assumeInstalled();
    Files.writeString(
        directory.resolve("ovf-metadata.json"), "{\"cim_pasd\": [\"InstructionSet\"]}");
    imports =
        new Imports(
            directory,
            """
            [image_import_opts]
            image_import_plugins = ['image_decompression', 'image_conversion']
            [image_conversion]
            output_format = raw
            [taskflow_executor]
            conversion_format = raw
            [task]
            task_time_to_live = 2
            """);
  }

  @AfterAll
  static void stop() {
    if (imports != null) {
      imports.close();
    }
  }

  @BeforeEach
  void usualWeb() {
    imports.web.rest(0);
  }

  private static void assertOnlyIn(String id, Set<String> stores) throws IOException {
    for (String store : Set.of("fast", "cheap", "staging")) {
      assertThat(imports.files(store).stream().anyMatch(name -> name.startsWith(id)))
          .as(store)
          .isEqualTo(stores.contains(store));
    }
  }

  private static void assertFailed(String id, String diskFormat, String why) throws IOException {
    JsonNode image = imports.ended(id);
    assertThat(image.get("status").asString()).isEqualTo("queued");
    assertThat(image.get("disk_format").asString()).isEqualTo(diskFormat);
    assertThat(imports.task(id).get("message").asString()).contains(why);
    assertOnlyIn(id, Set.of());
  }

  @Test
  void compressedImageOfAWebServerIsDecompressedAndConverted() throws Exception {
    String id = imports.client.create(QCOW2);

    imports.download(
        id, imports.web.serve("a", Steps.gzip(Qemu.disk("qcow2"))), ", \"all_stores\": true");

    JsonNode image = imports.ended(id);
    assertThat(image.get("status").asString()).isEqualTo("active");
    assertThat(image.get("disk_format").asString()).isEqualTo("raw");
    assertThat(image.get("container_format").asString()).isEqualTo("bare");
    assertThat(image.get("size").asLong()).isEqualTo(Qemu.DISK);
    assertThat(image.get("virtual_size").asLong()).isEqualTo(Qemu.DISK);
    assertThat(imports.client.download(id)).isEqualTo(Qemu.disk());
    assertOnlyIn(id, Set.of("fast", "cheap"));
  }

  @Test
  void stagedImageIsConverted() throws Exception {
    String id = imports.client.create(QCOW2);
    imports.stage(id, Steps.zip(Qemu.disk("qcow2"), "../../x"));

    imports.begin(id, "{\"method\": {\"name\": \"glance-direct\"}}");

    assertThat(imports.ended(id).get("status").asString()).isEqualTo("active");
    assertThat(imports.client.download(id)).isEqualTo(Qemu.disk());
    assertOnlyIn(id, Set.of("fast"));
  }

  @Test
  void imageThatWouldReadFilesOfTheHostFailsAndLeavesNothing() throws Exception {
    String id = imports.client.create(QCOW2);

    imports.download(id, imports.web.serve("b", Disks.qcow2(3, 200, 0)), "");

    assertFailed(id, "qcow2", "Image has disallowed configuration");
  }

  @Test
  void brokenCompressionFailsAndLeavesNothing() throws Exception {
    String id = imports.client.create();
    byte[] broken = Steps.gzip(Qemu.disk());
    broken[broken.length - 1] ^= 1;

    imports.download(id, imports.web.serve("c", broken), "");

    assertFailed(id, "raw", "The compressed data of the image are broken: wrong size");
  }

  @Test
  void formatIsTheOldOneIfAStoreFailsAfterTheConversion() throws Exception {
    String id = imports.client.create(QCOW2);
    Path obstacle = Files.createDirectories(directory.resolve("cheap").resolve(id));
    Files.createDirectory(obstacle.resolve("x"));

    imports.download(
        id, imports.web.serve("d", Qemu.disk("qcow2")), ", \"stores\": [\"fast\", \"cheap\"]");

    assertThat(imports.ended(id).get("status").asString()).isEqualTo("queued");
    assertThat(imports.client.show(id).get("disk_format").asString()).isEqualTo("qcow2");
    assertOnlyIn(id, Set.of("cheap"));
  }

  private static HttpResponse<String> post(String task) throws IOException {
    return imports.client.call(
        "POST",
        "/v2/tasks",
        task.getBytes(StandardCharsets.UTF_8),
        "Content-Type",
        "application/json");
  }

  private static String order(String uri, String properties) {
    return """
    {"type": "import", "input": {"import_from": "%s", "import_from_format": "qcow2",
     "image_properties": %s}}
    """
        .formatted(uri, properties);
  }

  private static JsonNode ended(HttpResponse<String> created) throws IOException {
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    JsonNode task = JsonMapper.shared().readTree(created.body());
    assertThat(task.get("status").asString()).isEqualTo("pending");
    String path = task.get("self").asString();
    assertThat(created.headers().firstValue("Location").orElse("")).endsWith(path);
    JsonNode[] last = new JsonNode[1];
    Await.until(
        Imports.SOON,
        () -> {
          last[0] =
              JsonMapper.shared().readTree(imports.client.call("GET", path, new byte[0]).body());
          return Set.of("success", "failure").contains(last[0].get("status").asString());
        });
    return last[0];
  }

  @Test
  void taskMakesAnImage() throws Exception {
    String uri = imports.web.serve("t1", Qemu.disk("qcow2"));

    JsonNode task =
        ended(
            post(
                order(
                    uri,
                    "{\"name\": \"of a task\", \"disk_format\": \"qcow2\","
                        + " \"container_format\": \"bare\", \"colour\": \"red\"}")));

    assertThat(task.get("status").asString()).isEqualTo("success");
    assertThat(task.get("input").get("import_from").asString()).isEqualTo(uri);
    String id = task.get("result").get("image_id").asString();
    JsonNode image = imports.client.show(id);
    assertThat(image.get("status").asString()).isEqualTo("active");
    assertThat(image.get("name").asString()).isEqualTo("of a task");
    assertThat(image.get("colour").asString()).isEqualTo("red");
    assertThat(image.get("disk_format").asString()).isEqualTo("raw");
    assertThat(image.propertyNames()).noneMatch(name -> name.startsWith("os_glance"));
    assertThat(imports.client.download(id)).isEqualTo(Qemu.disk());
    assertOnlyIn(id, Set.of("fast"));
  }

  @Test
  void taskTakesADiskOutOfItsPackageAndCallsItWhatItIs() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("disk.img", Qemu.disk("qcow2"));
    files.put("machine.ovf", Steps.ovf("disk.img").getBytes(StandardCharsets.UTF_8));
    String uri = imports.web.serve("t3.ova", Steps.tar(files));

    JsonNode task =
        ended(post(order(uri, "{\"disk_format\": \"qcow2\", \"container_format\": \"ova\"}")));

    assertThat(task.get("message").asString()).isEmpty();
    String id = task.get("result").get("image_id").asString();
    JsonNode image = imports.client.show(id);
    assertThat(image.get("container_format").asString()).isEqualTo("bare");
    assertThat(image.get("disk_format").asString()).isEqualTo("raw");
    assertThat(image.get("cim_pasd_InstructionSet").asString()).isEqualTo("DMTF:x86:64");
    assertThat(imports.client.download(id)).isEqualTo(Qemu.disk());
    assertOnlyIn(id, Set.of("fast"));
  }

  @Test
  void taskIsKeptAsLongAsTheOperatorSays() throws Exception {
    JsonNode task = ended(post(order(imports.web.url("nothing"), QCOW2)));

    Instant end = Instant.parse(task.get("updated_at").asString());
    assertThat(Instant.parse(task.get("expires_at").asString()))
        .isBetween(end.plusSeconds(7190), end.plusSeconds(7210));
  }

  @Test
  void imageOfATaskDoesNotOutliveAFailure() throws Exception {
    String properties =
        "{\"name\": \"short-lived\", \"protected\": true, \"disk_format\": \"qcow2\","
            + " \"container_format\": \"bare\"}";

    JsonNode absent = ended(post(order(imports.web.url("nothing"), properties)));
    JsonNode unsafe =
        ended(post(order(imports.web.serve("t2", Disks.qcow2(3, 200, 0)), properties)));

    assertThat(absent.get("status").asString()).isEqualTo("failure");
    assertThat(absent.get("message").asString()).contains("answered HTTP 404");
    assertThat(absent.get("result").isNull()).isTrue();
    assertThat(unsafe.get("message").asString()).isEqualTo("Image has disallowed configuration");
    String list = imports.client.call("GET", "/v2/images?name=short-lived", new byte[0]).body();
    assertThat(JsonMapper.shared().readTree(list).get("images")).isEmpty();
  }

  @Test
  void wrongInputFailsTheTask() throws Exception {
    String uri = imports.web.url("x");
    String from = "{\"type\": \"import\", \"input\": {\"import_from\": \"" + uri + "\"";

    for (String[] wrong :
        new String[][] {
          {from + "}}", "Input does not contain 'import_from_format' field"},
          {
            from + ", \"import_from_format\": \"\"}}",
            "Input does not contain 'image_properties' field"
          },
          {order(uri, "{}"), "'container_format' needs to be set before import"},
          {order(uri, "[]"), "Request body must be a JSON object."},
          {order(uri, "{\"id\": \"x\"}"), "new_image() got unexpected keywords ['id']"},
          {order(uri, "{\"status\": \"active\"}"), "Attribute 'status' is read-only."},
          {order(uri, "{\"os_glance_x\": \"y\"}"), "Attribute 'os_glance_x' is reserved."}
        }) {
      JsonNode task = ended(post(wrong[0]));

      assertThat(task.get("status").asString()).isEqualTo("failure");
      assertThat(task.get("message").asString()).as(wrong[0]).isEqualTo(wrong[1]);
    }
  }

  @Test
  void requestThatIsNoneIsRefused() throws Exception {
    String import1 = "{\"type\": \"import\", \"input\": ";

    for (String[] wrong :
        new String[][] {
          {"{}", "Task 'type' is required"},
          {"[]", "Task 'type' is required"},
          {"{\"type\": \"import\"}", "Task 'input' is required"},
          {"{\"type\": \"x\", \"input\": {}}", "does not match schema 'task'"},
          {"{\"type\": \"import\", \"input\": []}", "does not match schema 'task'"},
          {"{\"type\": \"import\", \"input\": {}, \"x\": 1}", "does not match schema 'task'"},
          {import1 + "null}", "Invalid location: None"},
          {import1 + "{}}", "Invalid location: None"},
          {import1 + "{\"import_from\": \"\"}}", "Invalid location: "},
          {import1 + "{\"import_from\": \"file:///etc/passwd\"}}", "File based imports are not"},
          {import1 + "{\"import_from\": \"ftp://x/\"}}", "list of supported uri"},
          {
            import1 + "{\"import_from\": \"http://169.254.169.254/\"}}",
            "URI for legacy import task does not pass filtering: http://169.254.169.254/"
          },
          {"{\"type\": \"api_image_import\", \"input\": {}}", "cannot be asked for"},
          {"{\"type\": \"location_import\", \"input\": {}}", "cannot be asked for"}
        }) {
      HttpResponse<String> answer = post(wrong[0]);

      assertThat(answer.statusCode()).as(wrong[0]).isEqualTo(400);
      assertThat(answer.body().replace("&#x27;", "'")).contains(wrong[1]);
    }
  }

  @Test
  void killedImportLeavesNoWorkingFilesAndTheOldFormat() throws Exception {
    String id = imports.client.create(QCOW2);
    String staged = imports.client.create(QCOW2);
    imports.stage(staged, Steps.gzip(Qemu.disk("qcow2")));
    imports.web.rest(1000);
    imports.download(id, imports.web.serve("k", Steps.gzip(TestingStreams.bytes(600_000))), "");
    HttpResponse<String> posted = post(order(imports.web.serve("k2", Disks.raw(600_000)), QCOW2));
    Await.until(
        Imports.SOON,
        () -> imports.files("staging").stream().anyMatch(name -> name.startsWith(id + ".")));

    imports.services.killApi();
    Files.write(directory.resolve("staging").resolve(id + ".left.raw"), new byte[10]);
    imports.services.startApi();

    JsonNode task = ended(posted);
    assertThat(task.get("status").asString()).isEqualTo("failure");
    assertThat(task.get("message").asString()).isEqualTo("The import was interrupted");
    JsonNode image = imports.ended(id);
    assertThat(image.get("status").asString()).isEqualTo("queued");
    assertThat(image.get("disk_format").asString()).isEqualTo("qcow2");
    assertOnlyIn(id, Set.of());
    assertThat(imports.files("staging")).containsExactly(staged);
    imports.begin(staged, "{\"method\": {\"name\": \"glance-direct\"}}");
    assertThat(imports.ended(staged).get("status").asString()).isEqualTo("active");
  }
}
