package io.glance.registry.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.ImageUpdate;
import io.glance.common.registryapi.LocationRegistry;
import io.glance.common.registryapi.LocationRegistry.EditedLocations;
import io.glance.common.registryapi.LocationRegistry.LocationEdit;
import io.glance.common.registryapi.Transfer;
import io.glance.common.registryapi.TransferRegistry.BeginUpload;
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

/** Edits of locations: one transaction, and nothing if somebody was faster. */
@ParameterizedClass
@EnumSource(TestedDatabase.class)
class LocationsIT {
  private static final int CALLERS = 8;

  private final TestingRegistry registry;
  private final LocationRegistry locations;
  private final Holder holder = new Holder("node-" + UUID.randomUUID(), "p");
  private final String base = "memory://" + UUID.randomUUID() + "/";
  private final Image image;

  LocationsIT(TestedDatabase database) {
    registry = database.registry();
    locations = registry.client().locations();
    image = create();
  }

  private Image create() {
    return registry
        .client()
        .images()
        .create(Images.ownedBy("owner-" + UUID.randomUUID()), Callers.admin());
  }

  private Image now() {
    return registry.client().images().get(image.id(), Callers.admin());
  }

  private ImageLocation at(String name) {
    return new ImageLocation(0, base + name, Map.of("deep", List.of(Map.of("a", "b"))));
  }

  private EditedLocations edit(Image before, Image after, String... exclusive) {
    return locations.edit(
        before.id(),
        new LocationEdit(new ImageUpdate(before, after), List.of(exclusive), holder),
        Callers.admin());
  }

  private EditedLocations set(Image before, ImageLocation... wanted) {
    ImageStatus to = before.status() == ImageStatus.QUEUED ? ImageStatus.ACTIVE : before.status();
    return edit(before, Images.at(before, to, List.of(wanted)));
  }

  private static List<String> urls(Image of) {
    return of.locations().stream().map(ImageLocation::url).toList();
  }

  @Test
  void theFirstLocationMakesAQueuedImageActive() {
    Image after = set(image, at("1"), at("2")).image();

    assertThat(after.status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(after.size()).isEqualTo(7);
    assertThat(urls(after)).containsExactly(base + "1", base + "2");
    assertThat(after.locations().getFirst().metadata())
        .isEqualTo(Map.of("deep", List.of(Map.of("a", "b"))));
  }

  @Test
  void aLocationInTheMiddleStaysInTheMiddle() {
    Image before = set(image, at("1"), at("3")).image();

    EditedLocations edited =
        set(before, before.locations().get(0), at("2"), before.locations().get(1));

    assertThat(urls(edited.image())).containsExactly(base + "1", base + "2", base + "3");
    assertThat(edited.withdrawn()).isEmpty();
    assertThat(edited.image().locations().getFirst()).isEqualTo(before.locations().getFirst());
  }

  @Test
  void metadataIsReplacedInPlace() {
    ImageLocation stored = set(image, at("1")).image().locations().getFirst();

    Image after =
        set(now(), new ImageLocation(stored.id(), stored.url(), Map.of("x", "y"))).image();

    assertThat(after.locations())
        .containsExactly(new ImageLocation(stored.id(), stored.url(), Map.of("x", "y")));
  }

  @Test
  void whatIsLeftOutIsWithdrawn() {
    Image before = set(image, at("1"), at("2")).image();

    EditedLocations edited = set(before, before.locations().get(1));

    assertThat(edited.withdrawn())
        .singleElement()
        .satisfies(transfer -> {
          assertThat(transfer.kind()).isEqualTo(Transfer.Kind.WITHDRAWAL);
          assertThat(transfer.locations()).containsExactly(before.locations().get(0));
        });
    assertThat(now().locations()).containsExactly(before.locations().get(1));
  }

  @Test
  void ofTwoLocationsWithOneUrlTheBytesStayWhenOneGoes() {
    Image before =
        set(image, at("1"), new ImageLocation(0, base + "1", Map.of("other", "x"))).image();

    EditedLocations edited = set(before, before.locations().get(0));

    assertThat(edited.withdrawn()).isEmpty();
    assertThat(urls(edited.image())).containsExactly(base + "1");
  }

  @Test
  void aWithdrawalCanBeUndone() {
    Image before = set(image, at("1"), at("2")).image();
    Transfer withdrawn = set(before, before.locations().get(1)).withdrawn().getFirst();

    registry.client().transfers().undoWithdrawal(withdrawn.id(), holder, Callers.admin());

    assertThat(now().locations()).isEqualTo(before.locations());
  }

  @Test
  void theLastLocationStays() {
    Image before = set(image, at("1")).image();

    assertThatExceptionOfType(GlanceException.Forbidden.class).isThrownBy(() -> set(before));
    assertThat(now()).isEqualTo(before);
  }

  @Test
  void anEditOfWhatSomebodyElseChangedWritesNothing() {
    Image before = set(image, at("1")).image();
    Image after = set(before, before.locations().get(0), at("2")).image();

    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() -> edit(before, Images.at(Images.named(before, "x"), List.of(at("3")))))
        .withMessageContaining("changed by another request meanwhile: locations");
    assertThat(now()).isEqualTo(after);
  }

  @Test
  void anImageThatIsBeingUploadedGetsNoLocation() {
    registry
        .client()
        .transfers()
        .beginUpload(new BeginUpload(image.id(), "file", holder), Callers.admin());

    assertThatExceptionOfType(GlanceException.Conflict.class).isThrownBy(() -> set(image, at("1")));
    assertThat(now().locations()).isEmpty();
    assertThat(now().status()).isEqualTo(ImageStatus.SAVING);
  }

  @Test
  void theBytesOfAnotherImageAreNotAddedWhereTheyCouldBeDeleted() {
    set(image, at("1"));
    Image thief = create();

    assertThatExceptionOfType(GlanceException.Invalid.class)
        .isThrownBy(
            () -> edit(thief, Images.at(thief, ImageStatus.ACTIVE, List.of(at("1"))), base + "1"))
        .withMessage("Invalid location");
    assertThat(registry.client().images().get(thief.id(), Callers.admin()).locations()).isEmpty();
  }

  @Test
  void bytesThatAreBeingRemovedAreNotAdded() {
    Image before = set(image, at("1"), at("2")).image();
    set(before, before.locations().get(1));
    Image thief = create();

    assertThatExceptionOfType(GlanceException.Invalid.class)
        .isThrownBy(
            () -> edit(thief, Images.at(thief, ImageStatus.ACTIVE, List.of(at("1"))), base + "1"));
    Image left = now();
    assertThatExceptionOfType(GlanceException.Invalid.class)
        .as("nor to the image whose they were")
        .isThrownBy(() ->
            edit(left, Images.at(left, List.of(left.locations().getFirst(), at("1"))), base + "1"));
    assertThat(now().locations()).isEqualTo(left.locations());
  }

  @Test
  void ofImagesThatWantTheSameBytesAtOnceOneGetsThem() throws Exception {
    List<Callable<Object>> calls = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      Image one = create();
      calls.add(() -> edit(one, Images.at(one, ImageStatus.ACTIVE, List.of(at("1"))), base + "1"));
    }

    List<Object> outcomes = race(calls);

    assertThat(outcomes).filteredOn(EditedLocations.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(GlanceException.Invalid.class::isInstance).hasSize(CALLERS - 1);
  }

  @Test
  void ofEditsAtOnceOneIsStoredAndOneLocationIsAlwaysLeft() throws Exception {
    Image before = set(image, at("1"), at("2")).image();
    List<Callable<Object>> calls = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      ImageLocation stays = before.locations().get(i % 2);
      calls.add(() -> set(before, stays));
    }

    List<Object> outcomes = race(calls);

    assertThat(outcomes).filteredOn(EditedLocations.class::isInstance).hasSize(1);
    assertThat(outcomes)
        .filteredOn(GlanceException.Conflict.class::isInstance)
        .hasSize(CALLERS - 1);
    assertThat(now().locations()).hasSize(1);
  }

  private static List<Object> race(List<Callable<Object>> calls) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Object>> running = new ArrayList<>();
      for (Callable<Object> call : calls) {
        running.add(
            threads.submit(() -> {
              try {
                return call.call();
              } catch (GlanceException e) {
                return e;
              }
            }));
      }
      List<Object> outcomes = new ArrayList<>();
      for (Future<Object> one : running) {
        outcomes.add(one.get());
      }
      return outcomes;
    }
  }
}
