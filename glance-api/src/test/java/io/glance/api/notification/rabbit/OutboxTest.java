package io.glance.api.notification.rabbit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {

  private static void put(Outbox outbox, String... texts) {
    for (String text : texts) {
      outbox.put("notifications.info", text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static List<String> taken(Outbox outbox) throws InterruptedException {
    outbox.close();
    return outbox.take(100).stream()
        .map(letter -> new String(letter.body(), StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void messagesComeOutInTheirOrder() throws Exception {
    Outbox outbox = new Outbox(10, 1000, Clock.systemUTC());

    put(outbox, "a", "b", "c");

    assertThat(outbox.take(2)).hasSize(2);
    assertThat(taken(outbox)).containsExactly("c");
  }

  @Test
  void whenItIsFullTheOldestGo() throws Exception {
    Outbox outbox = new Outbox(3, 1000, Clock.systemUTC());

    put(outbox, "a", "b", "c", "d", "e");

    assertThat(taken(outbox)).containsExactly("c", "d", "e");
  }

  @Test
  void manyBytesAreAlsoTooMuch() throws Exception {
    Outbox outbox = new Outbox(100, 10, Clock.systemUTC());

    put(outbox, "aaaa", "bbbb", "cccc");

    assertThat(taken(outbox)).containsExactly("bbbb", "cccc");
  }

  @Test
  void aMessageThatIsTooLargeAloneIsNotKept() throws Exception {
    Outbox outbox = new Outbox(100, 10, Clock.systemUTC());

    put(outbox, "aaaaaaaaaaaa", "b");

    assertThat(taken(outbox)).containsExactly("b");
  }

  @Test
  void nothingIsTakenInAfterTheEnd() throws Exception {
    Outbox outbox = new Outbox(100, 10, Clock.systemUTC());
    outbox.close();

    put(outbox, "a");

    assertThat(taken(outbox)).isEmpty();
  }

  @Test
  void pausesGrowUpToALimit() {
    LinkProperties options = new LinkProperties(60, 0.5, null, "round-robin", "PLAIN", 1, 2, 6);

    assertThat(List.of(0, 1, 2, 3, 100).stream().map(options::pauseAfter))
        .containsExactly(
            Duration.ofMillis(1500),
            Duration.ofMillis(3500),
            Duration.ofMillis(5500),
            Duration.ofMillis(6500),
            Duration.ofMillis(6500));
  }
}
