package io.glance.registry.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.ImageUpdate;
import io.glance.registry.testing.Callers;
import io.glance.registry.testing.Images;
import io.glance.registry.testing.TestedDatabase;
import io.glance.registry.testing.TestingRegistry;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is said of an image's data by those who read it before it moved. The values are the same as
 * they read them, so that only the status tells.
 */
@ParameterizedClass
@EnumSource(TestedDatabase.class)
class DescriptionIT {
  private final TestingRegistry registry;
  private final ImageRegistry images;
  private final String owner = "owner-" + UUID.randomUUID();
  private final Image queued;

  DescriptionIT(TestedDatabase database) {
    registry = database.registry();
    images = registry.client().images();
    queued = images.create(Images.ownedBy(owner), Callers.of(owner));
  }

  private void move(ImageStatus status) {
    registry
        .rows()
        .sql("UPDATE images SET status = ? WHERE id = ?")
        .param(status.wireName())
        .param(queued.id())
        .update();
  }

  private Image described(@Nullable Long size, @Nullable String checksum, String format) {
    return new Image(
        queued.id(),
        queued.name(),
        queued.status(),
        queued.visibility(),
        queued.isProtected(),
        queued.isHidden(),
        queued.owner(),
        format,
        queued.containerFormat(),
        size,
        queued.virtualSize(),
        checksum,
        queued.hashAlgorithm(),
        queued.hashValue(),
        queued.minDisk(),
        queued.minRam(),
        queued.createdAt(),
        queued.updatedAt(),
        queued.properties(),
        queued.tags(),
        queued.locations());
  }

  private Image update(Image after, RequestContext caller) {
    return images.update(queued.id(), new ImageUpdate(queued, after), caller);
  }

  private void assertRefused(Image after, RequestContext caller) {
    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() -> update(after, caller))
        .withMessageContaining("cannot be changed while it is");
  }

  @Test
  void dataAreDescribedBeforeThereAreAny() {
    Image after = update(described(7L, "abc", "raw"), Callers.of(owner));

    assertThat(after.size()).isEqualTo(7);
    assertThat(after.checksum()).isEqualTo("abc");
    assertThat(after.diskFormat()).isEqualTo("raw");
  }

  @ParameterizedTest
  @EnumSource(names = {"SAVING", "UPLOADING", "IMPORTING", "ACTIVE", "DEACTIVATED", "KILLED"})
  void ownersDescribeThemNoLongerThan(ImageStatus status) {
    move(status);

    assertRefused(described(0L, null, "qcow2"), Callers.of(owner));
    assertRefused(described(null, "forged", "qcow2"), Callers.of(owner));
    assertThat(images.get(queued.id(), Callers.admin()).checksum()).isNull();
    assertThat(images.get(queued.id(), Callers.admin()).size()).isNull();
    assertThat(update(Images.named(queued, "new"), Callers.of(owner)).name()).isEqualTo("new");
  }

  @ParameterizedTest
  @EnumSource(names = {"SAVING", "UPLOADING", "IMPORTING"})
  void administratorsDescribeNoDataThatAreOnTheirWay(ImageStatus status) {
    move(status);

    assertRefused(described(0L, null, "qcow2"), Callers.admin());
  }

  @Test
  void administratorsCorrectWhatIsSaidOfDataThatAreThere() {
    move(ImageStatus.ACTIVE);

    assertThat(update(described(7L, null, "qcow2"), Callers.admin()).size()).isEqualTo(7);
  }

  @Test
  void formatsStayWithTheData() {
    move(ImageStatus.ACTIVE);
    assertRefused(described(null, null, "raw"), Callers.of(owner));

    move(ImageStatus.IMPORTING);
    assertThat(update(described(null, null, "raw"), Callers.of(owner)).diskFormat())
        .isEqualTo("raw");
  }
}
