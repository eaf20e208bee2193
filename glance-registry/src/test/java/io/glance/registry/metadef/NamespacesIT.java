package io.glance.registry.metadef;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glance.common.error.GlanceException;
import io.glance.common.image.Visibility;
import io.glance.common.metadef.MetadefObject;
import io.glance.common.metadef.MetadefProperty;
import io.glance.common.metadef.MetadefTag;
import io.glance.common.metadef.Namespace;
import io.glance.common.metadef.NamespaceContents;
import io.glance.common.metadef.ResourceTypeAssociation;
import io.glance.common.registryapi.AssociationValues;
import io.glance.common.registryapi.NamespaceField;
import io.glance.common.registryapi.NamespaceQuery;
import io.glance.common.registryapi.NamespaceRegistry;
import io.glance.common.registryapi.NamespaceValues;
import io.glance.common.registryapi.NewNamespace;
import io.glance.common.registryapi.ObjectValues;
import io.glance.registry.testing.Callers;
import io.glance.registry.testing.TestedDatabase;
import io.glance.registry.testing.TestingRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestedDatabase.class)
class NamespacesIT {
  private final TestingRegistry registry;
  private final NamespaceRegistry namespaces;
  private final String run = "ns-" + UUID.randomUUID();
  private final String type = "type-" + run;

  NamespacesIT(TestedDatabase database) {
    registry = database.registry();
    namespaces = registry.client().namespaces();
  }

  private NamespaceValues values(String name, Visibility visibility, boolean isProtected) {
    return new NamespaceValues(name, "d " + name, null, visibility, isProtected, run);
  }

  private NewNamespace full(String name, boolean isProtected) {
    return new NewNamespace(
        values(name, Visibility.PRIVATE, isProtected),
        List.of(new AssociationValues(type, "p_", null)),
        List.of(new MetadefProperty("b", "{\"title\":\"é\"}"), new MetadefProperty("a", "{}")),
        List.of(new ObjectValues("o", List.of("x", "y"), "about", "{}")),
        List.of("one", "two"));
  }

  private NamespaceContents make(String name) {
    return namespaces.create(full(name, false), Callers.admin());
  }

  private NamespaceQuery page(int limit, @Nullable String marker) {
    return new NamespaceQuery(limit, marker, NamespaceField.NAMESPACE, true, null, List.of(type));
  }

  private List<String> names(NamespaceQuery query) {
    return namespaces.list(query, Callers.admin()).stream()
        .map(one -> one.namespace().name())
        .toList();
  }

  @Test
  void aNamespaceIsKeptWithAllThatIsInIt() {
    NamespaceContents made = make(run);

    NamespaceContents found = namespaces.contents(run, Callers.of(run));

    assertThat(found.namespace()).isEqualTo(made.namespace());
    assertThat(found.associations()).isEqualTo(made.associations());
    assertThat(found.properties())
        .containsExactly(
            new MetadefProperty("b", "{\"title\":\"é\"}"), new MetadefProperty("a", "{}"));
    assertThat(found.objects()).isEqualTo(made.objects());
    assertThat(found.objects())
        .extracting(MetadefObject::required)
        .containsExactly(List.of("x", "y"));
    assertThat(found.tags()).extracting(MetadefTag::name).containsExactly("two", "one");
    assertThat(registry.client().resourceTypes().list(Callers.nobody()))
        .anyMatch(one -> one.name().equals(type));
  }

  @Test
  void privateNamespacesAreSeenByTheirProjectAndAdministrators() {
    make(run);
    String open = run + "-open";
    namespaces.create(
        new NewNamespace(
            values(open, Visibility.PUBLIC, false), List.of(), List.of(), List.of(), List.of()),
        Callers.admin());

    assertThat(namespaces.get(run, Callers.of(run)).owner()).isEqualTo(run);
    assertThat(namespaces.get(open, Callers.nobody()).visibility()).isEqualTo(Visibility.PUBLIC);
    assertThatExceptionOfType(GlanceException.Forbidden.class)
        .isThrownBy(() -> namespaces.get(run, Callers.of("other")))
        .withMessage("Forbidding request, metadata definition namespace=%s is not visible.", run);
    assertThatExceptionOfType(GlanceException.Forbidden.class)
        .isThrownBy(() -> namespaces.delete(run, Callers.of("other")));
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> namespaces.get(run + "x", Callers.admin()))
        .withMessage("Metadata definition namespace=%sx was not found.", run);
    NamespaceQuery all =
        new NamespaceQuery(1000, null, NamespaceField.CREATED_AT, false, null, null);
    assertThat(namespaces.list(all, Callers.of("other")))
        .extracting(one -> one.namespace().name())
        .contains(open)
        .doesNotContain(run);
    assertThat(namespaces.list(all, Callers.of(run)))
        .extracting(one -> one.namespace().name())
        .contains(open, run);
  }

  @Test
  void oneNameIsOneNamespace() {
    make(run);

    assertThatExceptionOfType(GlanceException.Duplicate.class)
        .isThrownBy(() -> make(run))
        .withMessage("The metadata definition namespace=%s already exists.", run);
  }

  @Test
  void aNamespaceWithAPartTwiceIsNotMadeAtAll() {
    NewNamespace whole = full(run, false);
    NewNamespace twice =
        new NewNamespace(
            whole.values(),
            whole.associations(),
            whole.properties(),
            whole.objects(),
            List.of("a", "b", "b"));

    assertThatExceptionOfType(GlanceException.Duplicate.class)
        .isThrownBy(() -> namespaces.create(twice, Callers.admin()))
        .withMessageStartingWith("A metadata tag with name=b already exists in namespace=%s.", run);
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> namespaces.get(run, Callers.admin()));
  }

  @Test
  void aRenamedNamespaceKeepsWhatIsInIt() {
    make(run);
    String renamed = run + "-new";

    Namespace updated =
        namespaces.update(run, values(renamed, Visibility.PUBLIC, true), Callers.admin());

    assertThat(updated).isEqualTo(namespaces.get(renamed, Callers.nobody()));
    assertThat(namespaces.contents(renamed, Callers.admin()).tags()).hasSize(2);
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> namespaces.get(run, Callers.admin()));
    make(run);
    assertThatExceptionOfType(GlanceException.Duplicate.class)
        .isThrownBy(
            () -> namespaces.update(run, values(renamed, Visibility.PUBLIC, true), Callers.admin()))
        .withMessage(
            "Invalid update. It would result in a duplicate metadata definition namespace with the"
                + " same name of %s",
            renamed);
  }

  @Test
  void aDeletedNamespaceTakesAllThatIsInItAlong() {
    make(run);

    namespaces.delete(run, Callers.of(run));

    for (String table :
        List.of(
            "metadef_namespace_resource_types",
            "metadef_properties",
            "metadef_objects",
            "metadef_tags")) {
      assertThat(
              registry
                  .rows()
                  .sql(
                      "SELECT COUNT(*) FROM "
                          + table
                          + " WHERE namespace_id NOT IN (SELECT id FROM metadef_namespaces)")
                  .query(Integer.class)
                  .single())
          .isZero();
    }
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> namespaces.get(run, Callers.admin()));
    assertThat(make(run).tags()).hasSize(2);
  }

  @Test
  void aProtectedNamespaceKeepsWhatItHas() {
    namespaces.create(full(run, true), Callers.admin());
    String kept = "Metadata definition namespace %s is protected and cannot be deleted.";

    for (Runnable removal :
        List.<Runnable>of(
            () -> namespaces.delete(run, Callers.admin()),
            () -> namespaces.deleteObjects(run, Callers.admin()),
            () -> namespaces.deleteProperties(run, Callers.admin()),
            () -> namespaces.deleteTags(run, Callers.admin()))) {
      assertThatExceptionOfType(GlanceException.Forbidden.class)
          .isThrownBy(removal::run)
          .withMessage(kept, run);
    }

    NamespaceContents contents = namespaces.contents(run, Callers.admin());
    assertThat(contents.objects()).hasSize(1);
    assertThat(contents.properties()).hasSize(2);
    assertThat(contents.tags()).hasSize(2);
  }

  @Test
  void aNamespaceIsEmptiedKindByKind() {
    make(run);

    namespaces.deleteObjects(run, Callers.admin());
    namespaces.deleteProperties(run, Callers.admin());
    namespaces.deleteTags(run, Callers.admin());

    NamespaceContents contents = namespaces.contents(run, Callers.admin());
    assertThat(contents.objects()).isEmpty();
    assertThat(contents.properties()).isEmpty();
    assertThat(contents.tags()).isEmpty();
    assertThat(contents.associations()).hasSize(1);
  }

  @Test
  void pagesFollowEachOther() {
    IntStream.rangeClosed(1, 5).forEach(i -> make(run + i));

    assertThat(names(page(2, null))).containsExactly(run + 1, run + 2);
    assertThat(names(page(2, run + 2))).containsExactly(run + 3, run + 4);
    assertThat(names(page(2, run + 4))).containsExactly(run + 5);
    assertThat(names(page(0, null))).isEmpty();
    assertThat(namespaces.list(page(1, null), Callers.admin()).getFirst().associations())
        .extracting(ResourceTypeAssociation::name)
        .containsExactly(type);
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> names(page(2, run + 6)));
    assertThatExceptionOfType(GlanceException.Forbidden.class)
        .isThrownBy(() -> namespaces.list(page(2, run + 1), Callers.of("other")));
  }

  @ParameterizedTest
  @EnumSource(NamespaceField.class)
  void everyOrderIsFollowedInBothDirectionsWithoutLossOrRepetition(NamespaceField sort) {
    IntStream.rangeClosed(1, 5).forEach(i -> make(run + i));

    for (boolean ascending : List.of(true, false)) {
      List<String> whole = new ArrayList<>();
      @Nullable String marker = null;
      while (true) {
        List<String> page =
            names(new NamespaceQuery(2, marker, sort, ascending, null, List.of(type)));
        whole.addAll(page);
        if (page.isEmpty()) {
          break;
        }
        marker = page.getLast();
      }
      assertThat(whole).containsExactlyInAnyOrder(run + 1, run + 2, run + 3, run + 4, run + 5);
    }
  }

  @Test
  void namespacesAreFoundByWhatTheyAreAbout() {
    make(run);
    NamespaceQuery none =
        new NamespaceQuery(
            9, null, NamespaceField.NAMESPACE, true, null, List.of("no-" + type, "😀"));
    NamespaceQuery open =
        new NamespaceQuery(
            9, null, NamespaceField.NAMESPACE, true, Visibility.PUBLIC, List.of(type));

    assertThat(names(page(9, null))).containsExactly(run);
    assertThat(names(none)).isEmpty();
    assertThat(names(open)).isEmpty();
  }

  @Test
  void whatDoesNotFitIsRefused() {
    for (NamespaceValues odd :
        List.of(
            values("x".repeat(81), Visibility.PRIVATE, false),
            values(run + "😀", Visibility.PRIVATE, false),
            new NamespaceValues(run, null, "é".repeat(40_000), Visibility.PRIVATE, false, run))) {
      assertThatExceptionOfType(GlanceException.Invalid.class)
          .isThrownBy(() ->
              namespaces.create(
                  new NewNamespace(odd, List.of(), List.of(), List.of(), List.of()),
                  Callers.admin()));
    }
  }

  @Test
  void callsCostAsManyStatementsWhateverThereIs() {
    IntStream.rangeClosed(1, 5).forEach(i -> make(run + i));

    assertThat(statements(() -> namespaces.get(run + 1, Callers.admin()))).isEqualTo(1);
    assertThat(statements(() -> namespaces.contents(run + 1, Callers.admin()))).isEqualTo(5);
    assertThat(statements(() -> names(page(1, null)))).isEqualTo(2);
    assertThat(statements(() -> names(page(5, null)))).isEqualTo(2);
    assertThat(statements(() -> names(page(3, run + 1)))).isEqualTo(4);
    assertThat(statements(() -> make(run + 6))).isEqualTo(7);
    assertThat(statements(() -> namespaces.delete(run + 6, Callers.admin()))).isEqualTo(6);
  }

  private int statements(Runnable call) {
    registry.statements();
    call.run();
    return registry.statements().size();
  }
}
