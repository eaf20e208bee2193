package io.glance.api.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.image.ImageStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutingTest {
  @TempDir private Path directory;

  private Path file(String yaml) throws Exception {
    return Files.writeString(directory.resolve("routing.yaml"), yaml);
  }

  @Test
  void eventAndPriorityHaveToFit() throws Exception {
    List<RoutingRule> rules =
        RoutingRule.read(
            file(
                """
                one:
                  log:
                    accepted_events: ['image.*']
                    accepted_priorities: [ERROR]
                two:
                  test: {}
                """));

    assertThat(rules).extracting(RoutingRule::driver).containsExactly("log", "test");
    assertThat(rules.getFirst().accepts("image.upload", "error")).isTrue();
    assertThat(rules.getFirst().accepts("image.upload", "info")).isFalse();
    assertThat(rules.getFirst().accepts("task.run", "error")).isFalse();
    assertThat(rules.getLast().accepts("task.run", "info")).isTrue();
  }

  @Test
  void patternsAreShellPatterns() throws Exception {
    RoutingRule rule =
        RoutingRule.read(file("g: {log: {accepted_events: ['image.[!m]?d*e', 'a+b']}}")).getFirst();

    assertThat(rule.accepts("image.update", "info")).isTrue();
    assertThat(rule.accepts("image.mpdate", "info")).isFalse();
    assertThat(rule.accepts("a+b", "info")).isTrue();
    assertThat(rule.accepts("aab", "info")).isFalse();
  }

  @Test
  void onlyDriversThatAcceptAreAsked() throws Exception {
    MemoryDriver accepting = new MemoryDriver();
    MemoryDriver other = new MemoryDriver();
    RoutingDriver routing =
        new RoutingDriver(
            RoutingRule.read(
                file("g: {a: {accepted_events: ['image.*']}, b: {accepted_events: ['task.*']}}")),
            Map.of("a", accepting, "b", other));
    Notifier notifier = new Notifier(List.of(routing), List.of(), "x", Told.CLOCK);

    notifier.send(new ImageEvent.Created(Told.image(ImageStatus.QUEUED)));

    assertThat(accepting.notifications()).hasSize(1);
    assertThat(other.notifications()).isEmpty();
  }

  @Test
  void whatIsNoSuchFileIsRefused() throws Exception {
    assertThatThrownBy(() -> RoutingRule.read(file("[1, 2]")))
        .hasMessageMatching("routing_config is .*, which cannot be used: is no map of groups");
    assertThatThrownBy(() -> RoutingRule.read(directory.resolve("nothing")))
        .hasMessageStartingWith("routing_config is ");
  }
}
