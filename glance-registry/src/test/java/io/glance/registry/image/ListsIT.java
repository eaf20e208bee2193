package io.glance.registry.image;

import static io.glance.common.registryapi.ImageQuery.Comparison.EQUAL;
import static io.glance.common.registryapi.ImageQuery.Comparison.GREATER;
import static io.glance.common.registryapi.ImageQuery.Comparison.GREATER_OR_EQUAL;
import static io.glance.common.registryapi.ImageQuery.Comparison.IN;
import static io.glance.common.registryapi.ImageQuery.Comparison.LESS;
import static io.glance.common.registryapi.ImageQuery.Comparison.LESS_OR_EQUAL;
import static io.glance.common.registryapi.ImageQuery.Comparison.NOT_EQUAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.MemberStatus;
import io.glance.common.image.Visibility;
import io.glance.common.registryapi.ImageField;
import io.glance.common.registryapi.ImageQuery;
import io.glance.common.registryapi.ImageQuery.Comparison;
import io.glance.common.registryapi.ImageQuery.Condition;
import io.glance.common.registryapi.ImageQuery.VisibilityScope;
import io.glance.common.registryapi.ImageRegistry;
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

@ParameterizedClass
@EnumSource(TestedDatabase.class)
class ListsIT {
  private final TestingRegistry registry;
  private final ImageRegistry images;
  private final String owner = "owner-" + UUID.randomUUID();
  private final String other = "other-" + UUID.randomUUID();

  ListsIT(TestedDatabase database) {
    registry = database.registry();
    images = registry.client().images();
  }

  private Image create(String of, String name, Visibility visibility) {
    return images.create(Images.of(of, name, visibility), Callers.admin());
  }

  private List<String> names(ImageQuery query, RequestContext caller) {
    return images.list(query, caller).stream()
        .filter(image -> List.of(owner, other).contains(image.owner()))
        .map(Image::name)
        .sorted()
        .toList();
  }

  private ImageQuery scope(VisibilityScope scope) {
    return Images.vary(
        Images.query(Images.is(ImageField.OWNER, IN, owner, other)), parts -> parts.scope(scope));
  }

  @Test
  void eachCallerSeesTheirPartOfEachScope() {
    for (Visibility visibility : Visibility.values()) {
      create(owner, "own-" + visibility.wireName(), visibility);
      create(other, "other-" + visibility.wireName(), visibility);
    }

    assertThat(names(scope(VisibilityScope.USUAL), Callers.of(owner)))
        .containsExactly(
            "other-public", "own-community", "own-private", "own-public", "own-shared");
    assertThat(names(scope(VisibilityScope.ALL), Callers.of(owner)))
        .containsExactly(
            "other-community",
            "other-public",
            "own-community",
            "own-private",
            "own-public",
            "own-shared");
    assertThat(names(scope(VisibilityScope.PUBLIC), Callers.of(owner)))
        .containsExactly("other-public", "own-public");
    assertThat(names(scope(VisibilityScope.COMMUNITY), Callers.of(owner)))
        .containsExactly("other-community", "own-community");
    assertThat(names(scope(VisibilityScope.SHARED), Callers.of(owner)))
        .containsExactly("own-shared");
    assertThat(names(scope(VisibilityScope.PRIVATE), Callers.of(owner)))
        .containsExactly("own-private");
    assertThat(names(scope(VisibilityScope.USUAL), Callers.nobody()))
        .containsExactly("other-public", "own-public");
    assertThat(names(scope(VisibilityScope.PRIVATE), Callers.nobody())).isEmpty();
    assertThat(names(scope(VisibilityScope.ALL), Callers.admin())).hasSize(8);
    assertThat(names(scope(VisibilityScope.USUAL), Callers.admin()))
        .hasSize(6)
        .noneMatch(name -> name.endsWith("community"));
    assertThat(names(scope(VisibilityScope.PRIVATE), Callers.admin()))
        .containsExactly("other-private", "own-private");
  }

  @Test
  void sharedImagesAreListedByTheStateOfTheOffer() {
    Image shared = create(other, "offered", Visibility.SHARED);
    registry.client().members().add(shared.id(), owner, -1, Callers.admin());
    ImageQuery accepted =
        Images.vary(
            scope(VisibilityScope.USUAL), parts -> parts.memberStatus(MemberStatus.ACCEPTED));
    ImageQuery pending =
        Images.vary(
            scope(VisibilityScope.SHARED), parts -> parts.memberStatus(MemberStatus.PENDING));

    assertThat(names(accepted, Callers.of(owner))).isEmpty();
    assertThat(names(pending, Callers.of(owner))).containsExactly("offered");
    assertThat(names(scope(VisibilityScope.USUAL), Callers.of(owner))).containsExactly("offered");
    registry
        .client()
        .members()
        .setStatus(shared.id(), owner, MemberStatus.ACCEPTED, Callers.of(owner));
    assertThat(names(accepted, Callers.of(owner))).containsExactly("offered");
    registry.client().members().remove(shared.id(), owner, Callers.admin());
    assertThat(names(scope(VisibilityScope.ALL), Callers.of(owner))).isEmpty();
  }

  @Test
  void deletedKilledAndHiddenImagesAreNotListed() {
    Image deleted = create(owner, "deleted", Visibility.PRIVATE);
    Image killed = create(owner, "killed", Visibility.PRIVATE);
    Image hidden = create(owner, "hidden", Visibility.PRIVATE);
    create(owner, "shown", Visibility.PRIVATE);
    update("deleted = 1", deleted);
    update("status = 'killed'", killed);
    update("os_hidden = 1", hidden);

    assertThat(names(Images.ofOwner(owner), Callers.of(owner))).containsExactly("shown");
    assertThat(names(Images.vary(Images.ofOwner(owner), parts -> parts.hidden()), Callers.admin()))
        .containsExactly("hidden");
  }

  private void update(String change, Image image) {
    registry.rows().sql("UPDATE images SET " + change + " WHERE id = ?").param(image.id()).update();
  }

  @Test
  void fieldsAreCompared() {
    Image small = create(owner, "small", Visibility.PRIVATE);
    Image large = create(owner, "large", Visibility.PRIVATE);
    create(owner, "empty", Visibility.PRIVATE);
    update("size = 10, status = 'active', created_at = '2020-01-01 00:00:00.000000'", small);
    update("size = 1000, protected = 1, created_at = '2021-01-01 00:00:00.000000'", large);

    assertThat(found(ImageField.SIZE, GREATER_OR_EQUAL, "10")).containsExactly("large", "small");
    assertThat(found(ImageField.SIZE, LESS_OR_EQUAL, "999")).containsExactly("small");
    assertThat(found(ImageField.SIZE, LESS_OR_EQUAL, "99999999999999999999999"))
        .containsExactly("large", "small");
    assertThat(found(ImageField.SIZE, EQUAL, "99999999999999999999999")).isEmpty();
    assertThat(found(ImageField.SIZE, EQUAL, "ten")).isEmpty();
    assertThat(found(ImageField.PROTECTED, EQUAL, "true")).containsExactly("large");
    assertThat(found(ImageField.STATUS, IN, "active", "saving")).containsExactly("small");
    assertThat(found(ImageField.STATUS, EQUAL, "no such")).isEmpty();
    assertThat(found(ImageField.NAME, IN, "small", "large", "'; DROP")).hasSize(2);
    assertThat(found(ImageField.CREATED_AT, LESS, "2020-06-01T00:00:00Z")).containsExactly("small");
    assertThat(found(ImageField.CREATED_AT, GREATER, "2021-01-01T00:00:00Z"))
        .containsExactly("empty");
    assertThat(found(ImageField.CREATED_AT, EQUAL, "2021-01-01T00:00:00Z"))
        .containsExactly("large");
    assertThat(found(ImageField.CREATED_AT, LESS_OR_EQUAL, "2020-12-31T23:59:59.5Z"))
        .containsExactly("small");
    assertThat(found(ImageField.CREATED_AT, NOT_EQUAL, "2021-01-01T00:00:00Z"))
        .containsExactly("empty", "small");
    assertThatExceptionOfType(GlanceException.Invalid.class)
        .isThrownBy(() -> found(ImageField.SIZE, LESS, "ten"))
        .withMessage("Unable to filter on a range with a non-numeric value.");
    assertThatExceptionOfType(GlanceException.Invalid.class)
        .isThrownBy(() -> found(ImageField.CREATED_AT, LESS, "yesterday"));
  }

  private List<String> found(ImageField field, Comparison comparison, String... values) {
    Condition condition = Images.is(field, comparison, values);
    return names(Images.query(Images.owner(owner), condition), Callers.of(owner));
  }

  @Test
  void allGivenPropertiesAndTagsMustFit() {
    Image one = create(owner, "one", Visibility.PRIVATE);
    create(owner, "two", Visibility.PRIVATE);
    images.addTag(one.id(), "only", Callers.admin());

    assertThat(withTags("stable")).containsExactly("one", "two");
    assertThat(withTags("stable", "only")).containsExactly("one");
    assertThat(withTags("stable", "none")).isEmpty();
    images.removeTag(one.id(), "only", Callers.admin());
    assertThat(withTags("only")).isEmpty();
    assertThat(withProperties(Map.of("os_distro", "debian", "architecture", "x86_64"))).hasSize(2);
    assertThat(withProperties(Map.of("os_distro", "debian", "architecture", "arm"))).isEmpty();
    assertThat(withProperties(Map.of("OS_DISTRO", "debian"))).isEmpty();
  }

  private List<String> withTags(String... tags) {
    return names(Images.vary(Images.ofOwner(owner), parts -> parts.tags(tags)), Callers.of(owner));
  }

  private List<String> withProperties(Map<String, String> properties) {
    return names(
        Images.vary(Images.ofOwner(owner), parts -> parts.properties(properties)),
        Callers.of(owner));
  }

  @Test
  void aMarkerMustBeKnownAndVisible() {
    Image secret = create(other, "secret", Visibility.PRIVATE);

    assertThatExceptionOfType(GlanceException.Invalid.class)
        .isThrownBy(() -> after("no-such", Callers.of(owner)));
    assertThatExceptionOfType(GlanceException.Forbidden.class)
        .isThrownBy(() -> after(secret.id(), Callers.of(owner)))
        .withMessage("Forbidding request, image %s not visible", secret.id());
    assertThat(after(secret.id(), Callers.of(other))).isEmpty();
  }

  @Test
  void onlyAnAdministratorsListGoesOnAfterADeletedImage() {
    Image first = create(owner, "first", Visibility.PRIVATE);
    Image second = create(owner, "second", Visibility.PRIVATE);
    update("created_at = '2026-01-01 00:00:00.000000'", first);
    update("deleted = 1, status = 'deleted'", second);

    List<Image> rest = after(second.id(), Callers.admin());

    assertThat(rest).extracting(Image::id).containsExactly(first.id());
    assertThatExceptionOfType(GlanceException.Invalid.class)
        .isThrownBy(() -> after(second.id(), Callers.of(owner)))
        .withMessage("No image found with ID %s", second.id());
  }

  private List<Image> after(String marker, RequestContext caller) {
    return images.list(Images.vary(Images.ofOwner(owner), parts -> parts.marker(marker)), caller);
  }

  @Test
  void aPageOfNothingIsEmpty() {
    create(owner, "x", Visibility.PRIVATE);

    assertThat(
            images.list(
                Images.vary(Images.ofOwner(owner), parts -> parts.limit(0)), Callers.of(owner)))
        .isEmpty();
  }
}
