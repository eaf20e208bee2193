package io.glance.registry.metadef;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glance.common.error.GlanceException;
import io.glance.common.image.Visibility;
import io.glance.common.metadef.MetadefObject;
import io.glance.common.metadef.MetadefProperty;
import io.glance.common.metadef.MetadefTag;
import io.glance.common.metadef.ResourceTypeAssociation;
import io.glance.common.registryapi.AssociationValues;
import io.glance.common.registryapi.MetadefObjectRegistry;
import io.glance.common.registryapi.MetadefPropertyRegistry;
import io.glance.common.registryapi.MetadefTagQuery;
import io.glance.common.registryapi.MetadefTagRegistry;
import io.glance.common.registryapi.NamespaceValues;
import io.glance.common.registryapi.NewNamespace;
import io.glance.common.registryapi.ObjectValues;
import io.glance.common.registryapi.ResourceTypeRegistry;
import io.glance.registry.testing.Callers;
import io.glance.registry.testing.RegistryClient;
import io.glance.registry.testing.TestedDatabase;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Objects, properties, tags and associations of a namespace. */
@ParameterizedClass
@EnumSource(TestedDatabase.class)
class ContentsIT {
  private final RegistryClient client;
  private final MetadefObjectRegistry objects;
  private final MetadefPropertyRegistry properties;
  private final MetadefTagRegistry tags;
  private final ResourceTypeRegistry types;
  private final String run = "ns-" + UUID.randomUUID();

  ContentsIT(TestedDatabase database) {
    client = database.registry().client();
    objects = client.metadefObjects();
    properties = client.metadefProperties();
    tags = client.metadefTags();
    types = client.resourceTypes();
  }

  @BeforeEach
  void make() {
    client
        .namespaces()
        .create(
            new NewNamespace(values(false), List.of(), List.of(), List.of(), List.of()),
            Callers.admin());
  }

  private NamespaceValues values(boolean isProtected) {
    return new NamespaceValues(run, null, null, Visibility.PRIVATE, isProtected, run);
  }

  private void protect() {
    client.namespaces().update(run, values(true), Callers.admin());
  }

  private static ObjectValues object(String name) {
    return new ObjectValues(name, List.of(), null, "{}");
  }

  private static MetadefTagQuery all() {
    return new MetadefTagQuery(null, null, MetadefTagQuery.Field.CREATED_AT, false);
  }

  private List<String> tagNames(MetadefTagQuery query) {
    return tags.list(run, query, Callers.of(run)).stream().map(MetadefTag::name).toList();
  }

  @Test
  void anObjectIsMadeChangedAndRemoved() {
    MetadefObject made = objects.create(run, object("a"), Callers.of(run));
    ObjectValues wanted = new ObjectValues("b", List.of("x"), "about", "{\"x\":{}}");

    MetadefObject updated = objects.update(run, "a", wanted, Callers.of(run));

    assertThat(made.required()).isEmpty();
    assertThat(objects.get(run, "b", Callers.of(run))).isEqualTo(updated);
    assertThat(objects.list(run, Callers.of(run))).containsExactly(updated);
    assertThat(objects.delete(run, "b", Callers.of(run))).isEqualTo(updated);
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> objects.get(run, "b", Callers.of(run)))
        .withMessage("Could not find metadata object b");
  }

  @Test
  void oneNameIsOneObject() {
    objects.create(run, object("a"), Callers.admin());
    objects.create(run, object("b"), Callers.admin());

    assertThatExceptionOfType(GlanceException.Duplicate.class)
        .isThrownBy(() -> objects.create(run, object("a"), Callers.admin()))
        .withMessage(
            "A metadata definition object with name=a already exists in namespace=%s.", run);
    assertThatExceptionOfType(GlanceException.Duplicate.class)
        .isThrownBy(() -> objects.update(run, "a", object("b"), Callers.admin()))
        .withMessage(
            "Invalid update. It would result in a duplicate metadata definition object with the"
                + " same name=a in namespace=%s.",
            run);
  }

  @Test
  void aPropertyIsMadeChangedAndRemoved() {
    MetadefProperty changed = new MetadefProperty("b", "{\"title\":\"x\"}");
    properties.create(run, new MetadefProperty("a", "{}"), Callers.of(run));

    properties.update(run, "a", changed, Callers.of(run));

    assertThat(properties.list(run, Callers.of(run))).containsExactly(changed);
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> properties.get(run, "a", Callers.of(run)))
        .withMessage("Could not find property a");
    assertThatExceptionOfType(GlanceException.Duplicate.class)
        .isThrownBy(() -> properties.create(run, changed, Callers.of(run)))
        .withMessage(
            "A metadata definition property with name=b already exists in namespace=%s.", run);
    assertThat(properties.delete(run, "b", Callers.of(run))).isEqualTo(changed);
    assertThat(properties.list(run, Callers.of(run))).isEmpty();
  }

  @Test
  void tagsAreReplacedOrAdded() {
    tags.create(run, true, List.of("a", "b"), Callers.of(run));
    tags.create(run, false, List.of("c"), Callers.of(run));
    assertThat(tagNames(all())).containsExactly("c", "b", "a");

    tags.create(run, true, List.of("d"), Callers.of(run));

    assertThat(tagNames(all())).containsExactly("d");
  }

  @Test
  void ofTagsWithOneTwiceNothingIsKeptAndTheFirstOneIsNamed() {
    tags.create(run, true, List.of("a", "b"), Callers.of(run));

    assertThatExceptionOfType(GlanceException.Duplicate.class)
        .isThrownBy(() -> tags.create(run, false, List.of("c", "b", "a"), Callers.of(run)))
        .withMessage(
            "A metadata tag with name=b already exists in namespace=%s. (Please note that metadata"
                + " tag names are case insensitive).",
            run);
    assertThat(tagNames(all())).containsExactly("b", "a");
  }

  @Test
  void tagsComeInPages() {
    tags.create(run, true, List.of("b", "a", "d", "c"), Callers.of(run));

    assertThat(tagNames(new MetadefTagQuery(2, null, MetadefTagQuery.Field.NAME, true)))
        .containsExactly("a", "b");
    assertThat(tagNames(new MetadefTagQuery(2, "b", MetadefTagQuery.Field.NAME, true)))
        .containsExactly("c", "d");
    assertThat(tagNames(new MetadefTagQuery(2, "d", MetadefTagQuery.Field.UPDATED_AT, false)))
        .containsExactly("a", "b");
    assertThat(tagNames(new MetadefTagQuery(0, null, MetadefTagQuery.Field.NAME, true))).isEmpty();
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> tagNames(new MetadefTagQuery(2, "x", MetadefTagQuery.Field.NAME, true)))
        .withMessage("Could not find metadata tag x");
  }

  @Test
  void aTagIsRenamed() {
    tags.create(run, true, List.of("a", "b"), Callers.of(run));

    assertThat(tags.rename(run, "a", "c", Callers.of(run)).name()).isEqualTo("c");

    assertThat(tagNames(all())).containsExactly("b", "c");
    assertThatExceptionOfType(GlanceException.Duplicate.class)
        .isThrownBy(() -> tags.rename(run, "b", "c", Callers.of(run)));
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> tags.rename(run, "a", "d", Callers.of(run)));
  }

  @Test
  void aNamespaceIsAboutAResourceTypeOnce() {
    String type = "type-" + run;
    AssociationValues values = new AssociationValues(type, "p_", "image");

    ResourceTypeAssociation made = types.associate(run, values, Callers.of(run));

    assertThat(types.associations(run, Callers.of(run))).containsExactly(made);
    assertThat(types.association(run, type, Callers.of(run))).isEqualTo(made);
    assertThatExceptionOfType(GlanceException.Duplicate.class)
        .isThrownBy(() -> types.associate(run, values, Callers.of(run)))
        .withMessage(
            "The metadata definition resource-type association of resource-type=%s to namespace=%s"
                + " already exists.",
            type, run);
    assertThat(types.dissociate(run, type, Callers.of(run))).isEqualTo(made);
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> types.dissociate(run, type, Callers.of(run)))
        .withMessage("Failed to find resource type %s to delete", type);
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> types.association(run, type, Callers.of(run)))
        .withMessageContaining("association of resource-type=" + type);
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> types.association(run, type + "x", Callers.of(run)))
        .withMessageContaining("resource-type with name=" + type + "x, was not found.");
    assertThat(types.list(Callers.nobody())).anyMatch(one -> one.name().equals(type));
  }

  @Test
  void aProtectedNamespaceTakesMoreButGivesNothingAway() {
    String type = "type-" + run;
    protect();
    objects.create(run, object("o"), Callers.admin());
    properties.create(run, new MetadefProperty("p", "{}"), Callers.admin());
    tags.create(run, false, List.of("t"), Callers.admin());
    types.associate(run, new AssociationValues(type, null, null), Callers.admin());

    for (Runnable removal :
        List.<Runnable>of(
            () -> objects.delete(run, "o", Callers.admin()),
            () -> properties.delete(run, "p", Callers.admin()),
            () -> tags.delete(run, "t", Callers.admin()),
            () -> types.dissociate(run, type, Callers.admin()))) {
      assertThatExceptionOfType(GlanceException.Forbidden.class)
          .isThrownBy(removal::run)
          .withMessageEndingWith(" is protected and cannot be deleted.");
    }
  }

  @Test
  void whoDoesNotSeeANamespaceDoesNotSeeWhatIsInIt() {
    objects.create(run, object("o"), Callers.admin());

    for (Runnable call :
        List.<Runnable>of(
            () -> objects.list(run, Callers.of("other")),
            () -> objects.get(run, "o", Callers.of("other")),
            () -> properties.list(run, Callers.of("other")),
            () -> tags.list(run, all(), Callers.of("other")),
            () -> types.associations(run, Callers.of("other")),
            () -> objects.delete(run, "o", Callers.of("other")))) {
      assertThatExceptionOfType(GlanceException.Forbidden.class).isThrownBy(call::run);
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatExceptionOfType(GlanceException.Invalid.class)
        .isThrownBy(() -> objects.create(run, object("😀"), Callers.admin()));
    assertThatExceptionOfType(GlanceException.Invalid.class)
        .isThrownBy(() -> tags.create(run, false, List.of("x".repeat(81)), Callers.admin()));
    assertThatExceptionOfType(GlanceException.Invalid.class)
        .isThrownBy(() ->
            properties.create(
                run, new MetadefProperty("p", "\"" + "x".repeat(65_536) + '"'), Callers.admin()));
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> objects.get(run, "😀", Callers.admin()));
  }
}
