package io.glance.registry.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.image.Visibility;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.ImageUpdate;
import io.glance.common.registryapi.NewImage;
import io.glance.common.registryapi.StatusChange;
import io.glance.registry.testing.Callers;
import io.glance.registry.testing.Images;
import io.glance.registry.testing.TestedDatabase;
import io.glance.registry.testing.TestingRegistry;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestedDatabase.class)
class ImagesIT {
  private final TestingRegistry registry;
  private final ImageRegistry images;
  private final String owner = "owner-" + UUID.randomUUID();

  ImagesIT(TestedDatabase database) {
    registry = database.registry();
    images = registry.client().images();
  }

  @Test
  void anImageIsReadAsItWasCreated() {
    NewImage wanted = Images.of(owner, "ünï 名", Visibility.PRIVATE);

    Image created = images.create(wanted, Callers.admin());

    assertThat(images.get(wanted.id(), Callers.of(owner))).isEqualTo(created);
    assertThat(created.status()).isEqualTo(ImageStatus.QUEUED);
    assertThat(created.name()).isEqualTo("ünï 名");
    assertThat(created.size()).isNull();
    assertThat(created.createdAt()).isEqualTo(created.updatedAt());
    assertThat(created.createdAt().getNano()).isZero();
    assertThat(created.properties())
        .containsExactly(Map.entry("os_distro", "debian"), Map.entry("architecture", "x86_64"));
    assertThat(created.tags()).containsExactly("stable", "lts");
  }

  @Test
  void ofSeveralImagesThoseAreReadThatTheCallerSees() {
    Image mine = images.create(Images.of(owner, "mine", Visibility.PRIVATE), Callers.admin());
    Image open = images.create(Images.of("other", "open", Visibility.PUBLIC), Callers.admin());
    Image hidden = images.create(Images.of("other", "theirs", Visibility.PRIVATE), Callers.admin());
    Image gone = images.create(Images.ownedBy(owner), Callers.admin());
    registry.rows().sql("UPDATE images SET deleted = 1 WHERE id = ?").param(gone.id()).update();
    List<String> ids =
        List.of(
            mine.id(), open.id(), hidden.id(), gone.id(), "a b&id=c", "x".repeat(40), mine.id());

    assertThat(images.getAll(ids, Callers.of(owner))).containsExactlyInAnyOrder(mine, open);
    assertThat(images.getAll(ids, Callers.admin())).containsExactlyInAnyOrder(mine, open, hidden);
    assertThat(images.getAll(List.of(gone.id()), Callers.admin())).isEmpty();
    assertThat(images.getAll(List.of("x".repeat(40)), Callers.admin())).isEmpty();
  }

  @Test
  void anImageKeepsAnyNumberOfTagsInTheirOrder() {
    List<String> tags = IntStream.range(0, 450).mapToObj(i -> "tag " + (i * 7919 % 450)).toList();
    NewImage wanted = Images.tagged(owner, tags);

    images.create(wanted, Callers.admin());

    assertThat(images.get(wanted.id(), Callers.of(owner)).tags()).isEqualTo(tags);
  }

  @Test
  void anOwnerOfNoCharactersIsNone() {
    Image created = images.create(Images.ownedBy(""), Callers.admin());

    assertThat(images.get(created.id(), Callers.nobody()).owner()).isNull();
  }

  @Test
  void anIdInUseIsRefusedAlsoAfterDeletion() {
    NewImage wanted = Images.ownedBy(owner);
    images.create(wanted, Callers.admin());
    registry.rows().sql("UPDATE images SET deleted = 1 WHERE id = ?").param(wanted.id()).update();

    assertThatExceptionOfType(GlanceException.Duplicate.class)
        .isThrownBy(() -> images.create(wanted, Callers.admin()))
        .withMessage("Image ID %s already exists!", wanted.id());
  }

  @Test
  void whatDoesNotFitIsInvalidAndWritesNothing() {
    NewImage wanted = Images.of(owner, "n".repeat(256), Visibility.SHARED);

    assertThatExceptionOfType(GlanceException.Invalid.class)
        .isThrownBy(() -> images.create(wanted, Callers.admin()));
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> images.get(wanted.id(), Callers.admin()));
  }

  @Test
  void aPropertyOfExactlyTheColumnsSizeFitsAndOneByteMoreDoesNot() {
    Image image = images.create(Images.ownedBy(owner), Callers.admin());

    Image full = Images.with(image, Map.of("big", "v".repeat(65_535)));
    Image over = Images.with(image, Map.of("big", "v".repeat(65_534) + "ü"));

    assertThat(images.update(image.id(), new ImageUpdate(image, full), Callers.admin()))
        .extracting(Image::properties)
        .isEqualTo(full.properties());
    assertThatExceptionOfType(GlanceException.Invalid.class)
        .isThrownBy(() -> images.update(image.id(), new ImageUpdate(image, over), Callers.admin()));
  }

  @Test
  void idsThatCannotExistAreNotFound() {
    for (String id :
        List.of("x", "a/b", "..", "%", "a'b", "\\", "x".repeat(37), "x".repeat(5000), "ü")) {
      assertThatExceptionOfType(GlanceException.NotFound.class)
          .as(id)
          .isThrownBy(() -> images.get(id, Callers.admin()));
    }
  }

  @Test
  void whoMaySeeAnImageGetsItAndOthersAreToldThatItDoesNotExist() {
    String member = "member-" + UUID.randomUUID();
    for (Visibility visibility : Visibility.values()) {
      Image image = images.create(Images.of(owner, "x", visibility), Callers.admin());
      registry.client().members().add(image.id(), member, -1, Callers.admin());
      boolean open = visibility == Visibility.PUBLIC || visibility == Visibility.COMMUNITY;

      assertThat(images.get(image.id(), Callers.admin())).isEqualTo(image);
      assertThat(images.get(image.id(), Callers.of(owner))).isEqualTo(image);
      assertThat(isSeen(image, Callers.of("stranger"))).isEqualTo(open);
      assertThat(isSeen(image, Callers.nobody())).isEqualTo(open);
      assertThat(isSeen(image, Callers.of(member)))
          .isEqualTo(open || visibility == Visibility.SHARED);
    }
  }

  private boolean isSeen(Image image, io.glance.common.context.RequestContext caller) {
    try {
      return images.get(image.id(), caller).equals(image);
    } catch (GlanceException.NotFound e) {
      assertThat(e).hasMessage("No image found with ID " + image.id());
      assertThatExceptionOfType(GlanceException.NotFound.class)
          .isThrownBy(() -> images.addTag(image.id(), "t", caller));
      return false;
    }
  }

  @Test
  void anEditWritesOnlyWhatItChanges() {
    Image before = images.create(Images.ownedBy(owner), Callers.admin());
    images.addTag(before.id(), "meanwhile", Callers.admin());
    Image other = Images.with(before, Map.of("os_distro", "debian", "architecture", "arm64"));
    images.update(before.id(), new ImageUpdate(before, other), Callers.admin());

    Image after =
        images.update(
            before.id(),
            new ImageUpdate(before, Images.named(before, "renamed")),
            Callers.of(owner));

    assertThat(after.name()).isEqualTo("renamed");
    assertThat(after.tags()).containsExactly("stable", "lts", "meanwhile");
    assertThat(after.properties()).containsEntry("architecture", "arm64");
    assertThat(images.get(before.id(), Callers.admin())).isEqualTo(after);
  }

  @Test
  void anEditOfWhatSomebodyElseChangedIsAConflictAndWritesNothing() {
    Image before = images.create(Images.ownedBy(owner), Callers.admin());
    ImageUpdate first = new ImageUpdate(before, Images.with(before, Map.of("os_distro", "arch")));
    Image now = images.update(before.id(), first, Callers.admin());

    ImageUpdate second =
        new ImageUpdate(
            before,
            Images.named(
                Images.with(before, Map.of("os_distro", "suse", "architecture", "x86_64")), "new"));

    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() -> images.update(before.id(), second, Callers.admin()));
    assertThat(images.get(before.id(), Callers.admin())).isEqualTo(now);
  }

  @Test
  void theSetOfTagsIsComparedAsAWhole() {
    Image before = images.create(Images.ownedBy(owner), Callers.admin());
    images.removeTag(before.id(), "lts", Callers.admin());

    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() ->
            images.update(
                before.id(),
                new ImageUpdate(before, Images.tagged(before, "new")),
                Callers.admin()));
  }

  @Test
  void aRemovedPropertyCanBeAddedAgain() {
    Image first = images.create(Images.ownedBy(owner), Callers.admin());
    Image none =
        images.update(
            first.id(), new ImageUpdate(first, Images.with(first, Map.of())), Callers.admin());

    Image again =
        images.update(
            first.id(),
            new ImageUpdate(none, Images.with(none, Map.of("os_distro", "suse"))),
            Callers.admin());

    assertThat(none.properties()).isEmpty();
    assertThat(again.properties()).containsExactly(Map.entry("os_distro", "suse"));
  }

  @Test
  void aRemovedPropertyCanBeAddedAgainInOtherCase() {
    Image first = images.create(Images.ownedBy(owner), Callers.admin());
    Image none =
        images.update(
            first.id(), new ImageUpdate(first, Images.with(first, Map.of())), Callers.admin());

    Image again =
        images.update(
            first.id(),
            new ImageUpdate(none, Images.with(none, Map.of("OS_Distro", "suse"))),
            Callers.admin());

    assertThat(again.properties()).containsExactly(Map.entry("OS_Distro", "suse"));
  }

  @Test
  void theImportLockIsNobodysToEdit() {
    Image first = images.create(Images.ownedBy(owner), Callers.admin());
    registry
        .rows()
        .sql(
            "INSERT INTO image_properties (image_id, name, value, created_at, deleted)"
                + " VALUES (?, 'os_glance_import_task', 'task', '2026-01-01 00:00:00', 0)")
        .param(first.id())
        .update();
    Image locked = images.get(first.id(), Callers.admin());

    Image after =
        images.update(
            first.id(), new ImageUpdate(locked, Images.with(locked, Map.of())), Callers.admin());

    assertThat(after.properties()).containsExactly(Map.entry("os_glance_import_task", "task"));
  }

  @Test
  void tagsAreAddedOnceAndRemovedOnce() {
    Image image = images.create(Images.ownedBy(owner), Callers.admin());

    images.addTag(image.id(), "grün & gut?", Callers.of(owner));
    images.addTag(image.id(), "grün & gut?", Callers.of(owner));

    assertThat(images.get(image.id(), Callers.admin()).tags())
        .containsExactly("stable", "lts", "grün & gut?");
    images.removeTag(image.id(), "grün & gut?", Callers.of(owner));
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> images.removeTag(image.id(), "grün & gut?", Callers.of(owner)));
    assertThat(images.get(image.id(), Callers.admin()).tags()).containsExactly("stable", "lts");
  }

  @Test
  void aStatusMovesOnlyFromWhereTheCallerSawIt() {
    Image image = images.create(Images.ownedBy(owner), Callers.admin());
    registry
        .rows()
        .sql("UPDATE images SET status = 'active' WHERE id = ?")
        .param(image.id())
        .update();
    StatusChange off = new StatusChange(ImageStatus.ACTIVE, ImageStatus.DEACTIVATED);

    assertThat(images.changeStatus(image.id(), off, Callers.of(owner)).status())
        .isEqualTo(ImageStatus.DEACTIVATED);
    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() -> images.changeStatus(image.id(), off, Callers.of(owner)));
  }

  @Test
  void aFourByteCharacterFindsNothing() {
    assertThat(
            images.list(
                Images.query(
                    Images.is(
                        io.glance.common.registryapi.ImageField.NAME,
                        io.glance.common.registryapi.ImageQuery.Comparison.EQUAL,
                        "😀")),
                Callers.admin()))
        .isEmpty();
  }
}
