package io.glance.api.notification.rabbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.LongString;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class RabbitOptionsTest {
  private static final QueueProperties PLAIN =
      new QueueProperties(false, false, false, false, 0, 0, 0);

  @Test
  void whatTheUrlSaysCountsMore() {
    MockEnvironment environment = new MockEnvironment();
    environment.setProperty("oslo.oslo_messaging_rabbit.ssl", "false");
    environment.setProperty("oslo.oslo_messaging_rabbit.rabbit_interval_max", "7");

    RabbitOptions options =
        RabbitOptions.read(environment, Map.of("ssl", "1", "rabbit_retry_backoff", "9"));

    assertThat(options.tls().ssl()).isTrue();
    assertThat(options.link().rabbitRetryBackoff()).isEqualTo(9);
    assertThat(options.link().rabbitIntervalMax()).isEqualTo(7);
    assertThat(options.queues()).isEqualTo(PLAIN);
  }

  @Test
  void quorumQueuesAreDurableAndHaveLimits() {
    QueueProperties queues = new QueueProperties(false, false, false, true, 3, 4, 0);

    assertThat(queues.isDurable()).isTrue();
    assertThat(queues.arguments())
        .containsExactly(
            Map.entry("x-queue-type", "quorum"),
            Map.entry("x-delivery-limit", 3),
            Map.entry("x-max-in-memory-length", 4));
    assertThat(PLAIN.isDurable()).isFalse();
    assertThat(PLAIN.arguments()).isEmpty();
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> new QueueProperties(false, false, true, true, 0, 0, 0))
        .hasMessageStartingWith("rabbit_ha_queues is set beside rabbit_quorum_queue");
    assertThatThrownBy(() -> new TlsProperties(true, "TLSv1", "", "", "", false))
        .hasMessageStartingWith("ssl_version is TLSv1, must be SSLv23");
    assertThatThrownBy(() -> new TlsProperties(true, "", "key", "", "", false))
        .hasMessage("ssl_key_file is set without ssl_cert_file");
    assertThatThrownBy(() -> new LinkProperties(60, 1, "bz2", "shuffle", "PLAIN", 1, 2, 3))
        .hasMessage("kombu_compression is bz2, must be gzip or zlib");
    assertThatThrownBy(() -> new LinkProperties(-1, 1, null, "shuffle", "PLAIN", 1, 2, 3))
        .hasMessage("heartbeat_timeout_threshold is -1, must not be negative");
  }

  @Test
  void theLoginIsATableWithoutItsLength() {
    LongString answer = new AmqPlain().handleChallenge(null, "glance", "öl");

    assertThat(new String(answer.getBytes(), StandardCharsets.UTF_8))
        .isEqualTo("\5LOGINS\0\0\0\6glance\10PASSWORDS\0\0\0\3öl");
  }
}
