package io.glance.registry.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.image.Visibility;
import io.glance.common.registryapi.DeclaredData;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.ImageField;
import io.glance.common.registryapi.ImageQuery;
import io.glance.common.registryapi.ImageQuery.Comparison;
import io.glance.common.registryapi.ImageQuery.Rows;
import io.glance.common.registryapi.ImageQuery.VisibilityScope;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.ImageUpdate;
import io.glance.common.registryapi.NewImage;
import io.glance.common.registryapi.StatusChange;
import io.glance.common.registryapi.TransferRegistry.BeginRemoval;
import io.glance.registry.testing.Callers;
import io.glance.registry.testing.Images;
import io.glance.registry.testing.TestedDatabase;
import io.glance.registry.testing.TestingRegistry;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What API v1 asks of the registry and API v2 does not. */
@ParameterizedClass
@EnumSource(TestedDatabase.class)
class HistoryIT {
  private final TestingRegistry registry;
  private final ImageRegistry images;
  private final String owner = "owner-" + UUID.randomUUID();

  HistoryIT(TestedDatabase database) {
    registry = database.registry();
    images = registry.client().images();
  }

  private Image create(String name, Visibility visibility) {
    return images.create(Images.of(owner, name, visibility), Callers.of(owner));
  }

  private Image deleted(String name) {
    Image image = create(name, Visibility.SHARED);
    registry
        .client()
        .transfers()
        .beginRemoval(
            new BeginRemoval(image.id(), ImageStatus.QUEUED, new Holder("node", "process")),
            Callers.of(owner));
    return image;
  }

  private List<String> names(
      VisibilityScope scope, Rows rows, boolean asUser, RequestContext caller) {
    ImageQuery all =
        new ImageQuery(
            100,
            null,
            List.of(new ImageQuery.SortKey(ImageField.NAME, true)),
            scope,
            null,
            false,
            List.of(Images.is(ImageField.OWNER, Comparison.EQUAL, owner)),
            Map.of(),
            List.of(),
            rows,
            asUser);
    return images.list(all, caller).stream().map(image -> String.valueOf(image.name())).toList();
  }

  @Test
  void deletedImagesAreListedForThoseWhoAsk() {
    create("live", Visibility.SHARED);
    deleted("gone");

    assertThat(names(VisibilityScope.USUAL, Rows.LIVE, false, Callers.of(owner)))
        .containsExactly("live");
    assertThat(names(VisibilityScope.USUAL, Rows.DELETED, false, Callers.of(owner)))
        .containsExactly("gone");
    assertThat(names(VisibilityScope.USUAL, Rows.ALL, false, Callers.of(owner)))
        .containsExactly("gone", "live");
    assertThat(names(VisibilityScope.USUAL, Rows.ALL, false, Callers.of("stranger"))).isEmpty();
  }

  @Test
  void administratorLooksAsAnybody() {
    create("private", Visibility.PRIVATE);
    create("public", Visibility.PUBLIC);

    assertThat(names(VisibilityScope.USUAL, Rows.LIVE, true, Callers.admin()))
        .containsExactly("public");
    assertThat(names(VisibilityScope.NOT_PUBLIC, Rows.LIVE, false, Callers.admin()))
        .containsExactly("private");
    assertThat(names(VisibilityScope.NOT_PUBLIC, Rows.LIVE, false, Callers.of(owner)))
        .containsExactly("private");
  }

  @Test
  void deletedImageIsForAdministrators() {
    String id = deleted("gone").id();

    Image seen = images.getEvenDeleted(id, Callers.admin());

    assertThat(seen.status()).isEqualTo(ImageStatus.DELETED);
    assertThat(seen.deletedAt()).isNotNull();
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> images.getEvenDeleted(id, Callers.of(owner)));
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> images.getEvenDeleted(UUID.randomUUID().toString(), Callers.admin()));
  }

  @Test
  void imageThatWaitsIsGivenUpAndListedNoMore() {
    Image image = create("waiting", Visibility.SHARED);
    StatusChange end = new StatusChange(ImageStatus.QUEUED, ImageStatus.KILLED);

    assertThat(images.changeStatus(image.id(), end, Callers.of(owner)).status())
        .isEqualTo(ImageStatus.KILLED);
    assertThat(names(VisibilityScope.USUAL, Rows.LIVE, false, Callers.of(owner))).isEmpty();
    assertThat(images.get(image.id(), Callers.of(owner)).name()).isEqualTo("waiting");
    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() -> images.changeStatus(image.id(), end, Callers.of(owner)));
  }

  @Test
  void whatIsSaidOfDataIsKeptAndChanged() {
    Image waiting = images.create(saying(new DeclaredData(7L, 9L, "ab")), Callers.of(owner));
    assertThat(images.get(waiting.id(), Callers.of(owner)))
        .extracting(Image::status, Image::size, Image::virtualSize, Image::checksum)
        .containsExactly(ImageStatus.QUEUED, 7L, 9L, "ab");

    ImageUpdate edit = new ImageUpdate(waiting, waiting.withData(8L, null, "cd"));
    assertThat(images.update(waiting.id(), edit, Callers.of(owner)))
        .extracting(Image::size, Image::virtualSize, Image::checksum)
        .containsExactly(8L, null, "cd");
    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() -> images.update(waiting.id(), edit, Callers.of(owner)));
  }

  @Test
  void imageThatIsSaidToBeEmptyIsActive() {
    Image empty = images.create(saying(new DeclaredData(0L, null, null)), Callers.of(owner));

    assertThat(images.get(empty.id(), Callers.of(owner)))
        .extracting(Image::status, Image::size)
        .containsExactly(ImageStatus.ACTIVE, 0L);
  }

  private NewImage saying(DeclaredData data) {
    NewImage image = Images.of(owner, "said", Visibility.SHARED);
    return new NewImage(
        image.id(),
        image.name(),
        image.visibility(),
        false,
        false,
        owner,
        null,
        null,
        0,
        0,
        image.properties(),
        image.tags(),
        data);
  }
}
