package io.glance.api.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.config.ConfigSearch;
import io.glance.common.config.OsloEnvironment;
import io.glance.common.config.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;

class NotificationPropertiesTest {
  private static final String SECTION = "oslo_messaging_notifications";

  @TempDir private Path directory;

  private OsloEnvironment options(String text) throws Exception {
    Path file = Files.writeString(directory.resolve("x.conf"), text);
    return OsloEnvironment.load(
        "glance-api",
        new ConfigSearch(directory, directory, Map.of()),
        "--config-file",
        file.toString());
  }

  private NotificationProperties bind(String text) throws Exception {
    return options(text).bind(SECTION, NotificationProperties.class);
  }

  @Test
  void nothingIsSentUnlessSaid() throws Exception {
    assertThat(bind(""))
        .isEqualTo(new NotificationProperties(List.of(), null, List.of("notifications"), -1, ""));
    assertThat(options("").bind("default", PublisherProperties.class))
        .isEqualTo(
            new PublisherProperties(
                "image.localhost", List.of(), "glance", Secret.of("rabbit://")));
  }

  @Test
  void whatAnOperatorWritesCounts() throws Exception {
    assertThat(
            bind(
                """
                [oslo_messaging_notifications]
                driver = messagingv2
                driver = log
                transport_url = rabbit://a:b@c/
                topics = one, two
                retry = 3
                """))
        .isEqualTo(
            new NotificationProperties(
                List.of("messagingv2", "log"),
                Secret.of("rabbit://a:b@c/"),
                List.of("one", "two"),
                3,
                ""));
  }

  @Test
  void oldNamesStillWork() throws Exception {
    NotificationProperties options =
        bind("[DEFAULT]\nnotification_driver = noop\nnotification_topics = old\n");

    assertThat(options.driver()).containsExactly("noop");
    assertThat(options.topics()).containsExactly("old");
  }

  @Test
  void anUnknownDriverIsRefused() {
    assertThatThrownBy(() -> bind("[oslo_messaging_notifications]\ndriver = pigeon\n"))
        .hasMessageContaining("driver")
        .hasMessageContaining("must be messagingv2, messaging, log, routing, noop or test");
  }

  @Test
  void aBrokenTransportUrlIsRefusedWithoutBeingTold() {
    assertThatThrownBy(
            () -> bind("[oslo_messaging_notifications]\ntransport_url = rabbit://a:b/sesame@c/\n"))
        .hasMessageContaining("transport_url")
        .hasMessageContaining("a port that is no number")
        .hasMessageNotContaining("sesame");
  }

  private static List<Driver> drivers(String name, @Nullable String url) {
    NotificationProperties options =
        new NotificationProperties(
            List.of(name), url == null ? null : Secret.of(url), List.of("n"), -1, "");
    PublisherProperties publisher =
        new PublisherProperties("x", List.of(), "glance", Secret.of("rabbit://"));
    return Drivers.of(options, publisher, new MockEnvironment()).all();
  }

  @Test
  void aDriverIsMadeOfItsName() {
    assertThat(drivers("log", null)).hasExactlyElementsOfTypes(LogDriver.class);
    assertThat(drivers("messaging", null)).hasExactlyElementsOfTypes(MessagingDriver.class);
    assertThat(drivers("noop", null)).isEmpty();
    assertThat(drivers("routing", null)).isEmpty();
    assertThat(drivers("messagingv2", "fake://")).isEmpty();
  }

  @Test
  void aBrokerOfAnotherKindIsRefused() {
    assertThatThrownBy(() -> drivers("messagingv2", "kafka://a:b@c/"))
        .hasMessage(
            "transport_url: kafka:// is not supported for notifications, only rabbit:// is");
  }
}
