package io.glance.api.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.common.testing.VerifiedAgainstGlance;
import io.glance.fixture.FileStores;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several stores, over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoresTest {
  private static final String LAST =
      "Cannot delete image data from the only store containing it. Consider deleting the image instead.";

  @TempDir private static Path directory;
  private ServedImages served;

  @BeforeAll
  void start() {
    served = ServedImages.start(directory, new FileStores(directory).options());
  }

  @AfterAll
  void stop() {
    served.close();
  }

  @Test
  @VerifiedAgainstGlance({"25.1", "33"})
  void usersAreToldOfTheStores() {
    assertThat(served.send("GET", "/v2/info/stores").body())
        .isEqualTo(
            "{\"stores\": [{\"id\": \"fast\", \"default\": \"true\"},"
                + " {\"id\": \"cheap\", \"description\": \"Cheap and slow\"}]}");
  }

  @Test
  @VerifiedAgainstGlance({"25.1", "33"})
  void administratorsAreToldMore() {
    assertThat(served.send("GET", "/v2/info/stores/detail").body())
        .isEqualTo(
            ("{\"stores\": [{\"id\": \"fast\", \"default\": \"true\", \"type\": \"file\","
                    + " \"properties\": {\"data_dir\": \"%s\", \"chunk_size\": 65536,"
                    + " \"thin_provisioning\": false}, \"weight\": 0}, {\"id\": \"cheap\","
                    + " \"description\": \"Cheap and slow\", \"type\": \"file\","
                    + " \"properties\": {\"data_dir\": \"%s\", \"chunk_size\": 65536,"
                    + " \"thin_provisioning\": false}, \"weight\": 10}]}")
                .formatted(place("fast"), place("cheap")));
  }

  @Test
  void creationNamesTheStoresToChooseFrom() {
    assertThat(create().headers().firstValue("OpenStack-image-store-ids")).contains("fast,cheap");
  }

  @Test
  void bytesGoToTheDefaultStoreAndTheImageSaysSo() {
    String id = id(create());
    assertThat(show(id)).doesNotContain("stores");

    assertThat(upload(id, null).statusCode()).isEqualTo(204);

    assertThat(place("fast").resolve(id)).hasContent("bytes");
    assertThat(show(id)).endsWith("\"schema\": \"/v2/schemas/image\", \"stores\": \"fast\"}");
  }

  @Test
  void bytesGoToTheStoreThatTheClientNames() {
    String id = id(create());

    assertThat(upload(id, "cheap").statusCode()).isEqualTo(204);

    assertThat(place("cheap").resolve(id)).hasContent("bytes");
    assertThat(show(id)).endsWith("\"stores\": \"cheap\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"floppy", "os_glance_staging_store", "os_glance_tasks_store", "Fast"})
  void bytesForNoStoreAreRefused(String store) {
    String id = id(create());

    HttpResponse<String> refused = upload(id, store);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("Store for identifier " + store + " not found");
    assertThat(show(id)).contains("\"status\": \"queued\"");
  }

  @Test
  void theStoreIsLookedForBeforeTheImage() {
    assertThat(upload(UUID.randomUUID().toString(), "floppy").statusCode()).isEqualTo(400);
  }

  @Test
  void locationsInStoresOfHigherWeightComeFirstAndPreferredOnesBeforeThem() throws Exception {
    String id = inBothStores();
    Files.writeString(place("cheap").resolve(id), "CHEAP");

    assertThat(show(id)).endsWith("\"stores\": \"cheap,fast\"}");
    assertThat(download(id, "")).isEqualTo("CHEAP");
    assertThat(download(id, "?prefer=")).isEqualTo("CHEAP");
    assertThat(download(id, "?prefer=fast")).isEqualTo("bytes");
    assertThat(download(id, "?prefer=%20fast%20,")).isEqualTo("bytes");
    assertThat(download(id, "?prefer=fast,cheap")).isEqualTo("CHEAP");
    Files.delete(place("fast").resolve(id));
    assertThat(download(id, "?prefer=fast")).isEqualTo("CHEAP");
  }

  @ParameterizedTest
  @ValueSource(strings = {"floppy", "fast,floppy", "os_glance_staging_store"})
  void aStoreThatIsNotThereIsNotPreferred(String prefer) throws Exception {
    HttpResponse<String> refused =
        served.send("GET", "/v2/images/" + inBothStores() + "/file?prefer=" + prefer);

    assertThat(refused.statusCode()).isEqualTo(400);
    String unknown = prefer.substring(prefer.indexOf(',') + 1);
    assertThat(refused.body()).contains("Store '" + unknown + "' is not configured.");
  }

  @Test
  void anImageIsTakenOutOfOneStoreAndNotOutOfTheLast() throws Exception {
    String id = inBothStores();

    assertThat(withdraw("fast", id).statusCode()).isEqualTo(204);

    assertThat(place("fast").resolve(id)).doesNotExist();
    assertThat(show(id)).endsWith("\"stores\": \"cheap\"}");
    assertRefused(withdraw("cheap", id), 403, LAST);
    assertRefused(withdraw("fast", id), 403, LAST);
    assertThat(download(id, "")).isEqualTo("bytes");
  }

  @Test
  void bytesThatAreGoneAlreadyAreNoObstacle() throws Exception {
    String id = inBothStores();
    Files.delete(place("cheap").resolve(id));

    assertThat(withdraw("cheap", id).statusCode()).isEqualTo(204);

    assertThat(show(id)).endsWith("\"stores\": \"fast\"}");
  }

  @ParameterizedTest
  @CsvSource({"floppy", "os_glance_staging_store"})
  void nothingIsTakenOutOfAnUnknownStore(String store) {
    assertRefused(
        withdraw(store, UUID.randomUUID().toString()),
        409,
        "The selected store " + store + " is not available on this node.");
  }

  @Test
  void whatIsNotThereOrNotActiveIsNotTakenOut() {
    String unknown = UUID.randomUUID().toString();

    assertRefused(withdraw("fast", unknown), 404, "Failed to find image " + unknown);
    assertRefused(
        withdraw("fast", id(create())),
        409,
        "It's not allowed to remove image data from store if image status is not 'active'");
  }

  @Test
  void anImageThatIsNotInTheStoreIsNotTakenOut() {
    String id = id(create());
    upload(id, "fast");
    served.addLocation(id, "file://" + place("fast").resolve("copy"), Map.of());

    assertRefused(
        withdraw("cheap", id), 404, "Image %s is not stored in store cheap.".formatted(id));
  }

  /** Such a database comes from the days when there was one store. */
  @Test
  void locationsWithoutAStoreAreOfTheStoreOfTheirDirectory() throws Exception {
    String id = id(create());
    upload(id, "fast");
    served.addLocation(
        id, "file://" + Files.writeString(place("cheap").resolve("old"), "bytes"), Map.of());
    assertThat(show(id)).endsWith("\"stores\": \"cheap,fast\"}");

    assertThat(withdraw("cheap", id).statusCode()).isEqualTo(204);

    assertThat(place("cheap").resolve("old")).doesNotExist();
    assertThat(show(id)).endsWith("\"stores\": \"fast\"}");
  }

  @Test
  void locationsOfARenamedStoreAreOfTheStoreOfTheirDirectory() throws Exception {
    String id = id(create());
    upload(id, "fast");
    Path old = Files.writeString(place("cheap").resolve("renamed"), "bytes");
    served.addLocation(id, "file://" + old, Map.of("store", "slow"));

    assertThat(show(id)).endsWith("\"stores\": \"cheap,fast\"}");
    assertThat(served.send("DELETE", "/v2/images/" + id).statusCode()).isEqualTo(204);
    assertThat(old).doesNotExist();
  }

  private String inBothStores() throws Exception {
    String id = id(create());
    upload(id, "fast");
    Files.createDirectories(place("cheap"));
    Path copy = Files.copy(place("fast").resolve(id), place("cheap").resolve(id));
    served.addLocation(id, "file://" + copy, Map.of("store", "cheap"));
    return id;
  }

  private HttpResponse<String> create() {
    return served.send(
        "POST",
        "/v2/images",
        "application/json",
        "{\"name\": \"x\", \"disk_format\": \"raw\", \"container_format\": \"bare\"}");
  }

  private HttpResponse<String> upload(String id, String store) {
    return store == null
        ? served.send("PUT", "/v2/images/" + id + "/file", "application/octet-stream", "bytes")
        : served.send(
            "PUT",
            "/v2/images/" + id + "/file",
            "application/octet-stream",
            "bytes",
            Map.of("x-image-meta-store", store));
  }

  private HttpResponse<String> withdraw(String store, String id) {
    return served.send("DELETE", "/v2/stores/" + store + "/" + id);
  }

  private String show(String id) {
    return served.send("GET", "/v2/images/" + id).body();
  }

  private String download(String id, String query) {
    return served.send("GET", "/v2/images/" + id + "/file" + query).body();
  }

  private static String id(HttpResponse<String> created) {
    assertThat(created.statusCode()).isEqualTo(201);
    return ServedImages.json(created).get("id").stringValue();
  }

  private static Path place(String store) {
    return new FileStores(directory).place(store);
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String message) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(message);
  }
}
