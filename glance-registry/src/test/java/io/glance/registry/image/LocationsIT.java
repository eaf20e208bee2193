package io.glance.registry.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.common.registryapi.LocationRegistry;
import io.glance.common.registryapi.NewLocation;
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
class LocationsIT {
  private final LocationRegistry locations;
  private final TestingRegistry registry;
  private final Image image;

  LocationsIT(TestedDatabase database) {
    registry = database.registry();
    locations = registry.client().locations();
    image =
        registry
            .client()
            .images()
            .create(Images.ownedBy("owner-" + UUID.randomUUID()), Callers.admin());
  }

  private Image add(String url) {
    return locations.add(
        image.id(),
        new NewLocation(url, Map.of("store", "fast", "deep", List.of(Map.of("a", "b")))),
        Callers.admin());
  }

  @Test
  void locationsComeInTheOrderTheyWereAdded() {
    add("http://a/1");

    Image after = add("http://a/2");

    assertThat(after.locations())
        .extracting(ImageLocation::url)
        .containsExactly("http://a/1", "http://a/2");
    assertThat(after.locations().getFirst().metadata())
        .containsEntry("deep", List.of(Map.of("a", "b")));
  }

  @Test
  void aUrlTwiceIsADuplicate() {
    add("http://a/1");

    assertThatExceptionOfType(GlanceException.Duplicate.class)
        .isThrownBy(() -> add("http://a/1"))
        .withMessage("The location URL already exists");
  }

  @Test
  void metadataIsReplaced() {
    long id = add("http://a/1").locations().getFirst().id();

    Image after = locations.setMetadata(image.id(), id, Map.of("x", "y"), Callers.admin());

    assertThat(after.locations().getFirst().metadata()).isEqualTo(Map.of("x", "y"));
  }

  @Test
  void aRemovedLocationIsGoneAndMayComeBack() {
    long id = add("http://a/1").locations().getFirst().id();

    assertThat(locations.remove(image.id(), id, Callers.admin()).locations()).isEmpty();
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> locations.remove(image.id(), id, Callers.admin()));
    assertThat(add("http://a/1").locations()).hasSize(1);
  }

  @Test
  void onlyActiveLocationsAreSeen() {
    long id = add("http://a/1").locations().getFirst().id();
    registry
        .rows()
        .sql("UPDATE image_locations SET status = 'pending' WHERE id = ?")
        .param(id)
        .update();

    assertThat(registry.client().images().get(image.id(), Callers.admin()).locations()).isEmpty();
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> locations.setMetadata(image.id(), id, Map.of(), Callers.admin()));
  }
}
