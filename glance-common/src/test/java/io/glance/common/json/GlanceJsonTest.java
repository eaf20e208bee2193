package io.glance.common.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.common.image.ImageStatus;
import io.glance.common.image.Visibility;
import io.glance.common.registryapi.ImageField;
import io.glance.common.registryapi.ImageQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

class GlanceJsonTest {

  @Test
  void anImageArrivesAsItWasSent() {
    Instant created = Instant.parse("2026-01-31T12:00:00Z");
    Image sent =
        new Image(
            "11111111-2222-3333-4444-555555555555",
            "ünï",
            ImageStatus.ACTIVE,
            Visibility.SHARED,
            true,
            false,
            null,
            "qcow2",
            "bare",
            5L << 30,
            null,
            null,
            null,
            null,
            1,
            0,
            created,
            created,
            Map.of("os_distro", "debian"),
            List.of("b", "a"),
            List.of(new ImageLocation(7, "file:///x", Map.of("store", "fast"))));

    String json = GlanceJson.internal().writeValueAsString(sent);

    assertThat(GlanceJson.internal().readValue(json, Image.class)).isEqualTo(sent);
    assertThat(json).doesNotContain("checksum");
  }

  @Test
  void aQueryArrivesAsItWasSent() {
    ImageQuery sent =
        new ImageQuery(
            25,
            null,
            List.of(new ImageQuery.SortKey(ImageField.CREATED_AT, false)),
            ImageQuery.VisibilityScope.USUAL,
            null,
            false,
            List.of(
                new ImageQuery.Condition(
                    ImageField.SIZE, ImageQuery.Comparison.GREATER_OR_EQUAL, List.of("1"))),
            Map.of("os_distro", "debian"),
            List.of("x"));

    String json = GlanceJson.internal().writeValueAsString(sent);

    assertThat(GlanceJson.internal().readValue(json, ImageQuery.class)).isEqualTo(sent);
  }

  @Test
  void aKeyThatStandsTwiceIsRefused() {
    assertThatThrownBy(
            () -> GlanceJson.internal().readValue("{\"limit\":1,\"limit\":2}", ImageQuery.class))
        .isInstanceOf(JacksonException.class);
  }
}
