package io.glance.api.imagedata;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.common.image.ImageLocation;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LocationStrategyTest {
  private static final List<ImageLocation> LOCATIONS =
      Stream.of("rbd://a", "https://a", "swift+https://a", "http://b", "filesystem:///a")
          .map(url -> new ImageLocation(0, url, Map.of()))
          .toList();

  private static List<String> order(LocationStrategy strategy) {
    return strategy.inOrder(LOCATIONS).stream().map(ImageLocation::url).toList();
  }

  @Test
  void locationsStayInTheirOrder() {
    assertThat(LocationStrategies.usual().inOrder(LOCATIONS)).isEqualTo(LOCATIONS);
    assertThat(LocationStrategies.preferring().inOrder(LOCATIONS)).isEqualTo(LOCATIONS);
  }

  @Test
  void preferredTypesComeFirst() {
    assertThat(order(LocationStrategies.preferring("http", " file ", "cinder")))
        .containsExactly("https://a", "http://b", "filesystem:///a", "rbd://a", "swift+https://a");
  }
}
