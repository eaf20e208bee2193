package io.glance.registry.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.ImageRegistry.CreateWithin;
import io.glance.common.registryapi.ProjectLimit;
import io.glance.common.registryapi.UsageRegistry;
import io.glance.common.registryapi.UsageRegistry.Usage;
import io.glance.registry.testing.Callers;
import io.glance.registry.testing.Images;
import io.glance.registry.testing.TestedDatabase;
import io.glance.registry.testing.TestingRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestedDatabase.class)
class OwnerUsageIT {
  private static final int WANTED = 12;
  private static final int MOST = 5;

  private final TestingRegistry registry;
  private final ImageRegistry images;
  private final UsageRegistry usage;
  private final String owner = "owner-" + UUID.randomUUID();

  OwnerUsageIT(TestedDatabase database) {
    registry = database.registry();
    images = registry.client().images();
    usage = registry.client().usage();
  }

  private Image image(String status, long size) {
    Image image = images.create(Images.ownedBy(owner), Callers.of(owner));
    registry
        .rows()
        .sql("UPDATE images SET status = ?, size = ? WHERE id = ?")
        .param(status)
        .param(size)
        .param(image.id())
        .update();
    return image;
  }

  private void copying(Image image, String stores) {
    registry
        .rows()
        .sql(
            "INSERT INTO image_properties (image_id, name, value, created_at, deleted)"
                + " VALUES (?, 'os_glance_importing_to_stores', ?, '2026-01-01 00:00:00', 0)")
        .param(image.id())
        .param(stores)
        .update();
  }

  @Test
  void whoHasNothingUsesNothing() {
    assertThat(usage.of(owner, Callers.of(owner))).isEqualTo(new Usage(0, 0, 0, 0));
  }

  @Test
  void everyPlaceOfAnImageCountsAndWhatIsOnTheWayCountsApart() {
    Image active = image("active", 1000);
    registry.client().addLocation(active.id(), "file:///a/" + active.id(), Map.of());
    registry.client().addLocation(active.id(), "file:///b/" + active.id(), Map.of());
    image("queued", 5);
    image("saving", 7);
    image("uploading", 20);
    image("importing", 300);
    copying(image("active", 4000), "fast,cheap");
    copying(image("active", 50000), "");
    image("killed", 600000);
    image("pending_delete", 7000000);

    assertThat(usage.of(owner, Callers.of(owner))).isEqualTo(new Usage(2000, 4320, 8, 4));
  }

  @Test
  void manyAtOnceDoNotPassTheLimit() throws Exception {
    ProjectLimit limit = new ProjectLimit(owner, "image_count_total", MOST);
    List<Callable<Integer>> creations = new ArrayList<>();
    for (int i = 0; i < WANTED; i++) {
      creations.add(() -> {
        try {
          images.createWithin(new CreateWithin(Images.ownedBy(owner), limit), Callers.of(owner));
          return 1;
        } catch (GlanceException.LimitExceeded _) {
          return 0;
        }
      });
    }

    int made = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(WANTED)) {
      for (Future<Integer> one : threads.invokeAll(creations)) {
        made += one.get();
      }
    }

    assertThat(made).isEqualTo(MOST);
    assertThat(usage.of(owner, Callers.of(owner)).images()).isEqualTo(MOST);
  }

  @Test
  void theRefusalSaysWhatIsOverWhichLimit() {
    ProjectLimit limit = new ProjectLimit(owner, "image_count_total", 0);

    assertThatExceptionOfType(GlanceException.LimitExceeded.class)
        .isThrownBy(() ->
            images.createWithin(new CreateWithin(Images.ownedBy(owner), limit), Callers.of(owner)))
        .withMessageEndingWith(
            "Project %s is over a limit for [Resource image_count_total is over limit of 0 due to current usage 0 and delta 1]"
                .formatted(owner));
  }

  /** OSSN-0076; the original does not count them. */
  @Test
  void imagesThatWereGivenUpTakeRoom() {
    ProjectLimit limit = new ProjectLimit(owner, "image_count_total", 1);
    image("killed", 0);

    assertThatExceptionOfType(GlanceException.LimitExceeded.class)
        .isThrownBy(() ->
            images.createWithin(new CreateWithin(Images.ownedBy(owner), limit), Callers.of(owner)));
  }

  @Test
  void imagesWithoutAnOwnerAreCountedTogether() {
    Usage before = usage.of(null, Callers.admin());
    images.create(Images.ownedBy(""), Callers.admin());

    assertThat(usage.of(null, Callers.admin()).images()).isGreaterThan(before.images());
  }
}
