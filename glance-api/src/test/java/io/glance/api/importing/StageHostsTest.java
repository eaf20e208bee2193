package io.glance.api.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glance.api.importing.StageForwarding.Forwarded;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.image.InternalProperties;
import io.glance.common.image.Visibility;
import io.glance.fixture.WebServer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where tokens of callers are sent, and how much is read of the answer. */
class StageHostsTest {
  private static final String OTHER = "http://node-2:9292";

  private final StageHosts hosts = new StageHosts("http://node-1:9292", null);

  private static Image image(ImageStatus status, String host) {
    return new Image(
        "71c675ab-d94f-49cd-a114-e12490b328d9",
        null,
        status,
        Visibility.SHARED,
        false,
        false,
        "owner",
        "raw",
        "bare",
        null,
        null,
        null,
        null,
        null,
        0,
        0,
        Instant.EPOCH,
        Instant.EPOCH,
        Map.of(InternalProperties.STAGE_HOST, host),
        List.of(),
        List.of());
  }

  @ParameterizedTest
  @EnumSource(names = {"UPLOADING", "IMPORTING"})
  void nodeWithStagedBytesIsAsked(ImageStatus status) {
    assertThat(hosts.elsewhere(image(status, OTHER))).contains(OTHER);
    assertThat(hosts.elsewhere(image(status, "https://proxy/image"))).isPresent();
    assertThat(hosts.elsewhere(image(status, "http://node-1:9292"))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"UPLOADING", "IMPORTING"})
  void nobodyIsAskedForBytesThatAreNotStaged(ImageStatus status) {
    assertThat(hosts.elsewhere(image(status, OTHER))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil/x?",
        "http://evil/x?a=",
        "http://evil/#",
        "http://node-2@evil",
        "ftp://evil",
        "file:///etc",
        "evil",
        "//evil",
        "http:evil",
        "http://",
        "http://evil/ x",
      })
  void whatIsNoNodeIsNotAsked(String host) {
    assertThat(hosts.elsewhere(image(ImageStatus.UPLOADING, host))).isEmpty();
  }

  @Test
  void answerThatIsLongerThanAnyIsNone() {
    try (WebServer web = new WebServer()) {
      web.serve("short", new byte[1000]);
      web.serve("long", new byte[2 << 20]);
      String host = "http://127.0.0.1:" + web.port();
      StageForwarding forwarding = new StageForwarding();

      assertThat(forwarding.to(host, new Forwarded("GET", "/short", null, null)).body())
          .hasSize(1000);
      assertThatExceptionOfType(GlanceException.BadGateway.class)
          .isThrownBy(() -> forwarding.to(host, new Forwarded("GET", "/long", null, null)));
    }
  }
}
