package io.glance.api.notification;

import io.glance.common.image.Image;
import io.glance.common.image.ImageMember;
import io.glance.common.image.ImageStatus;
import io.glance.common.image.MemberStatus;
import io.glance.common.task.Task;
import io.glance.common.task.TaskStatus;
import io.glance.common.task.TaskType;
import io.glance.common.testing.TestingImage;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Things to tell of, and a notifier that remembers. */
final class Told {
  static final Instant NOW = Instant.parse("2026-01-31T12:00:00.123456Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  final MemoryDriver driver = new MemoryDriver();
  final Notifier notifier;

  Told(String... disabled) {
    notifier = new Notifier(List.of(driver), List.of(disabled), "image.localhost", CLOCK);
  }

  List<String> events() {
    return driver.notifications().stream()
        .map(one -> one.eventType() + " " + one.priority())
        .toList();
  }

  static Image image(ImageStatus status, Map<String, @Nullable String> properties) {
    boolean hasData = status == ImageStatus.ACTIVE;
    return TestingImage.queued()
        .id("00000000-0000-4000-8000-000000000001")
        .name("walk 1")
        .status(status)
        .hidden(true)
        .size(hasData ? 10L : null)
        .virtualSize(hasData ? 10L : null)
        .checksum(hasData ? "781e5e245d69b566979b86e28d23f2c7" : null)
        .hash(hasData ? "sha512" : null, hasData ? "ab" : null)
        .minimum(1, 64)
        .times(Instant.parse("2026-01-31T11:59:00Z"), Instant.parse("2026-01-31T11:59:59.999Z"))
        .properties(properties)
        .tags("b", "a")
        .image();
  }

  static Image image(ImageStatus status) {
    Map<String, @Nullable String> properties = new LinkedHashMap<>();
    properties.put("color", "blue");
    return image(status, properties);
  }

  static ImageMember member() {
    return new ImageMember(
        "00000000-0000-4000-8000-000000000001",
        "other",
        MemberStatus.ACCEPTED,
        false,
        Instant.parse("2026-01-31T11:00:00Z"),
        Instant.parse("2026-01-31T11:30:00Z"));
  }

  @SuppressWarnings("NullAway") // javac loses the @Nullable in the type of a record's parameter
  static Task task(TaskStatus status) {
    return new Task(
        "5201f046-dc2c-495b-bd24-ec41f19f880c",
        TaskType.API_IMAGE_IMPORT,
        status,
        "walkers",
        Map.of("secret", "input"),
        Map.of("secret", "result"),
        "a message",
        Instant.parse("2026-01-31T11:00:00Z"),
        Instant.parse("2026-01-31T11:30:00Z"),
        Instant.parse("2026-02-02T11:30:00Z"),
        null,
        "00000000-0000-4000-8000-000000000001",
        "req-1",
        "walker");
  }
}
