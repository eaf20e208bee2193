package io.glance.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OptionCatalogueTest {
  private final OptionCatalogue catalogue = OptionCatalogue.load();

  @Test
  void rowsHaveANoteInOneLine() {
    assertThat(catalogue.options())
        .allSatisfy(option -> {
          assertThat(option.note()).as(option.name().toString()).isNotBlank();
          assertThat(option.note()).doesNotEndWith(".").doesNotContain("|");
        });
  }

  @Test
  void everyRenameLeadsToAKnownOptionAndHidesNone() {
    for (DeprecatedOptions.Rename rename : catalogue.renames()) {
      if (!rename.old().name().endsWith("*")) {
        assertThat(catalogue.find(rename.current())).as(rename.toString()).isPresent();
        assertThat(catalogue.find(rename.old())).as(rename.toString()).isEmpty();
      }
    }
  }

  @Test
  void retiredOptionsSayWhatToDo() {
    assertThat(catalogue.options())
        .filteredOn(option -> option.status() == OptionStatus.RETIRED)
        .allSatisfy(option ->
            assertThat(option.note()).matches(".*(remove|set|use|put|name|run|choose).*"));
  }

  @Test
  void noRetiredOptionLeadsToOneThatHasNoEffect() {
    Set<String> withoutEffect =
        catalogue.options().stream()
            .filter(option -> option.status() != OptionStatus.HONOURED)
            .map(option -> option.name().name())
            .collect(Collectors.toSet());
    catalogue.options().stream()
        .filter(option -> option.status() == OptionStatus.HONOURED)
        .forEach(option -> withoutEffect.remove(option.name().name()));

    assertThat(catalogue.options())
        .filteredOn(option -> option.status() == OptionStatus.RETIRED)
        .allSatisfy(option ->
            assertThat(option.note().split("[ ,;]+"))
                .as(option.name().toString())
                .filteredOn(word -> word.contains("_"))
                .doesNotContainAnyElementsOf(withoutEffect));
  }

  @Test
  void passwordsAndUrlsThatHoldThemAreSecrets() {
    assertThat(catalogue.options())
        .filteredOn(option ->
            option.name().name().matches("(.*_)?(password|secret|transport_url|connection)"))
        .filteredOn(option -> !option.isSecret())
        .extracting(KnownOption::name)
        .isEmpty();
  }

  @Test
  void backendSectionTakesTheStoreOptions() {
    OptionCatalogue withBackends = catalogue.with(Set.of("Fast"), List.of());

    assertThat(withBackends.find(new OptionName("fast", "rbd_store_pool"))).isPresent();
    assertThat(withBackends.find(new OptionName("fast", "weight"))).isPresent();
    assertThat(withBackends.find(new OptionName("fast", "stores"))).isEmpty();
    assertThat(withBackends.rename(new OptionName("fast", "os_region_name")))
        .map(DeprecatedOptions.Rename::current)
        .contains(new OptionName("fast", "cinder_os_region_name"));
    assertThat(catalogue.find(new OptionName("fast", "rbd_store_pool"))).isEmpty();
  }

  @Test
  void nearestNameForgivesTwoLettersOfALongName() {
    Set<String> names = Set.of("debug", "bind_host", "bind_port", "ssl");

    assertThat(NearestName.of("bind_prt", names)).contains("bind_port");
    assertThat(NearestName.of("bnd_prt", names)).contains("bind_port");
    assertThat(NearestName.of("bd_prt", names)).isEmpty();
    assertThat(NearestName.of("tls", names)).isEmpty();
    assertThat(NearestName.of("BIND-HOST", names)).contains("bind_host");
  }
}
