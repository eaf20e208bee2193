package io.glance.api.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.common.context.RequestContext;
import io.glance.common.image.ImageStatus;
import io.glance.common.task.TaskStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The texts are what the original's notifier and oslo.messaging made of the same things. */
class PayloadsTest {
  private static final String QUEUED =
      """
      {"id":"00000000-0000-4000-8000-000000000001","name":"walk 1","status":"queued",\
      "created_at":"2026-01-31T11:59:00Z","updated_at":"2026-01-31T11:59:59Z","min_disk":1,\
      "min_ram":64,"protected":false,"checksum":null,"owner":"acme","disk_format":"raw",\
      "container_format":"bare","size":null,"virtual_size":null,"is_public":false,\
      "visibility":"shared","properties":{"color":"blue"},"tags":["b","a"],"deleted":false,\
      "deleted_at":null}\
      """;

  private static String json(Event event) {
    return new JsonMapper().writeValueAsString(event.payload());
  }

  @Test
  void anImageIsToldInTheOriginalsOrder() {
    assertThat(json(new ImageEvent.Created(Told.image(ImageStatus.QUEUED)))).isEqualTo(QUEUED);
    assertThat(json(new ImageEvent.Updated(Told.image(ImageStatus.QUEUED)))).isEqualTo(QUEUED);
  }

  @Test
  void aDeletedImageSaysWhen() {
    assertThat(json(new ImageEvent.Deleted(Told.image(ImageStatus.QUEUED), Told.NOW)))
        .isEqualTo(
            QUEUED
                .replace("\"queued\"", "\"deleted\"")
                .replace(
                    "\"deleted\":false,\"deleted_at\":null",
                    "\"deleted\":true,\"deleted_at\":\"2026-01-31T12:00:00Z\""));
  }

  @Test
  void whereBytesGoFollowsWhatTheImageIs() {
    Map<String, @Nullable String> properties = new LinkedHashMap<>();
    properties.put("os_glance_importing_to_stores", "cheap,fast");
    properties.put("os_glance_failed_import", "");

    String prepared =
        json(new ImageEvent.Prepared(Told.image(ImageStatus.IMPORTING, properties), "fast"));

    assertThat(prepared)
        .endsWith(
            """
            "deleted":false,"deleted_at":null,"os_glance_importing_to_stores":["cheap","fast"],\
            "os_glance_failed_import":[],"backend":"fast"}\
            """);
  }

  @Test
  void withOneStoreNoneIsNamed() {
    assertThat(json(new ImageEvent.Prepared(Told.image(ImageStatus.SAVING), null)))
        .endsWith(
            """
            "deleted_at":null,"os_glance_importing_to_stores":[],"os_glance_failed_import":[]}\
            """);
  }

  @SuppressWarnings("NullAway") // javac loses the @Nullable in the type of a record's parameter
  @Test
  void anUploadStillNamesItsStore() {
    Map<String, @Nullable String> before = new LinkedHashMap<>();
    before.put("os_glance_importing_to_stores", "cheap,fast");

    String uploaded = json(new ImageEvent.Uploaded(Told.image(ImageStatus.IMPORTING), before));

    assertThat(uploaded)
        .contains("\"properties\":{\"os_glance_importing_to_stores\":\"cheap,fast\"}")
        .endsWith(
            "\"os_glance_importing_to_stores\":[\"cheap\",\"fast\"],\"os_glance_failed_import\":[]}");
  }

  @Test
  void aFailedUploadIsATextAndAnError() {
    Event failed = new ImageEvent.UploadFailed("Image storage media is full: x");

    assertThat(failed.isFailure()).isTrue();
    assertThat(json(failed)).isEqualTo("\"Image storage media is full: x\"");
  }

  @Test
  void bytesThatWereSentSayToWhom() {
    RequestContext receiver =
        new RequestContext("walker", "walkers", Set.of("reader"), false, "req-1");

    Event sent = new ImageEvent.Sent(Told.image(ImageStatus.ACTIVE), 10, true, receiver);
    Event cut = new ImageEvent.Sent(Told.image(ImageStatus.ACTIVE), 4, false, receiver);

    assertThat(json(sent))
        .isEqualTo(
            """
            {"bytes_sent":10,"image_id":"00000000-0000-4000-8000-000000000001","owner_id":"acme",\
            "receiver_tenant_id":"walkers","receiver_user_id":"walker"}\
            """);
    assertThat(List.of(sent.isFailure(), cut.isFailure())).containsExactly(false, true);
  }

  @Test
  void aMemberThatIsRemovedSaysWhen() {
    assertThat(json(new MemberEvent(MemberEvent.DELETE, Told.member(), Told.NOW)))
        .isEqualTo(
            """
            {"image_id":"00000000-0000-4000-8000-000000000001","member_id":"other",\
            "status":"accepted","created_at":"2026-01-31T11:00:00Z",\
            "updated_at":"2026-01-31T11:30:00Z","deleted":true,\
            "deleted_at":"2026-01-31T12:00:00Z"}\
            """);
  }

  @Test
  void aTaskTellsNeitherInputNorResultNorMessage() {
    assertThat(json(new TaskEvent(TaskEvent.SUCCESS, Told.task(TaskStatus.SUCCESS))))
        .isEqualTo(
            """
            {"id":"5201f046-dc2c-495b-bd24-ec41f19f880c","type":"api_image_import",\
            "status":"success","result":null,"owner":"walkers","message":null,\
            "expires_at":"2026-02-02T11:30:00Z","created_at":"2026-01-31T11:00:00Z",\
            "updated_at":"2026-01-31T11:30:00Z","deleted":false,"deleted_at":null}\
            """);
  }
}
