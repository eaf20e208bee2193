package io.glance.api.notification.rabbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.api.notification.rabbit.TransportUrl.Broker;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransportUrlTest {

  @Test
  void severalHostsShareOneVirtualHost() {
    assertThat(TransportUrl.parse("rabbit://u:p@h1:5673,v:q@h2/cloud?ssl=1&heartbeat_rate=3"))
        .isEqualTo(
            new TransportUrl(
                "rabbit",
                List.of(new Broker("h1", 5673, "u", "p"), new Broker("h2", 5672, "v", "q")),
                "cloud",
                Map.of("ssl", "1", "heartbeat_rate", "3")));
  }

  @Test
  void whatIsNotNamedIsTheBrokersDefault() {
    assertThat(TransportUrl.parse("rabbit://"))
        .isEqualTo(
            new TransportUrl(
                "rabbit", List.of(new Broker("localhost", 5672, "guest", "guest")), "/", Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "rabbit://a%40b:c%3Ad%2Fe@h/x%2Fy, h 5672 a@b c:d/e, x/y",
    "rabbit://a@b:c@h/, h 5672 a@b c, /",
    "rabbit://a:b+c@h//, h 5672 a b+c, /",
    "rabbit://a:100%@[::1]:99/v, ::1 99 a 100%, v",
    "rabbit://a:b@[fe80::1]/, fe80::1 5672 a b, /",
    "rabbit://a:b@h:/v#x, h 5672 a b, v",
    "'  rabbit://a:b@h  ', h 5672 a b, /",
    "rabbit://a:b:c@h, h 5672 a b:c, /",
  })
  void partsAreTakenApartAsTheOriginalDoes(String url, String broker, String virtualHost) {
    TransportUrl parsed = TransportUrl.parse(url);

    assertThat(parsed.brokers())
        .extracting(
            one -> "%s %d %s %s".formatted(one.host(), one.port(), one.user(), one.password()))
        .containsExactly(broker);
    assertThat(parsed.virtualHost()).isEqualTo(virtualHost);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "h",
        "//u:p@h/",
        "rabbit:u:p@h",
        "rabbit://u:p@h:x/",
        "rabbit://u:p@[::1/",
        "rabbit://h:0/"
      })
  void whatIsNoUrlIsRefused(String url) {
    assertThatThrownBy(() -> TransportUrl.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("transport_url ");
  }

  @Test
  void passwordsAreNotPrinted() {
    assertThat(TransportUrl.parse("rabbit://u:sesame@h:1,v:sesame@i/x"))
        .hasToString("rabbit://h:1,i:5672/x");
  }
}
