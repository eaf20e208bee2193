package io.glance.store.swift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.glance.store.Listing;
import io.glance.store.StoreException;
import io.glance.store.Written;
import io.glance.store.testing.TestingStreams;
import io.glance.store.testing.TestingSwiftServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountListingTest {
  private static final int SIZE = 700_000;

  private TestingSwiftServer swift;

  @BeforeEach
  void startSwift() throws Exception {
    swift = new TestingSwiftServer();
  }

  @AfterEach
  void stopSwift() {
    swift.close();
  }

  /** Of an account whose containers nobody else uses. */
  Map<String, String> options() {
    return TestingSwift.options(swift);
  }

  private SwiftStore store(Map<String, String> others) {
    Map<String, String> options = new HashMap<>(options());
    options.putAll(others);
    return TestingSwift.inSegments(TestingSwift.store(options), 300_000);
  }

  private static List<Listing.Item> listed(SwiftStore store) throws IOException {
    List<Listing.Item> items = new ArrayList<>();
    store.listing().orElseThrow().forEach(items::add);
    return items;
  }

  private static Written write(SwiftStore store, String id) throws IOException {
    return store.write(id, new ByteArrayInputStream(TestingStreams.bytes(SIZE)), SIZE);
  }

  @Test
  void segmentsWithoutTheirManifestAreOneItemThatCanBeRemoved() throws Exception {
    SwiftStore store = store(Map.of());
    String whole = UUID.randomUUID().toString();
    String broken = UUID.randomUUID().toString();
    Written kept = write(store, whole);
    Written left = write(store, broken);
    SwiftObjects objects = store.objectsOfNewImages();
    String container = store.settings().layout().container();
    objects.ask("DELETE", SwiftPath.ofObject(container, broken));
    objects.ask("PUT", SwiftPath.ofObject(container, "notes-00001"));

    assertThat(listed(store))
        .extracting(Listing.Item::name, Listing.Item::size, Listing.Item::location)
        .contains(
            tuple(whole, (long) SIZE, kept.location()), tuple(broken, (long) SIZE, left.location()))
        .hasSize(3);

    assertThatThrownBy(() -> store.delete(left.location()))
        .isInstanceOf(StoreException.NotFound.class);
    assertThat(listed(store))
        .extracting(Listing.Item::name)
        .containsExactlyInAnyOrder(whole, "notes-00001");
  }

  @Test
  void allContainersThatIdsLeadToAreListedAndNoOthers() throws Exception {
    SwiftStore store = store(Map.of("swift-store-multiple-containers-seed", "2"));
    List<String> written = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String id = "0%d".formatted(i) + UUID.randomUUID().toString().substring(2);
      write(store, id);
      written.add(id);
    }
    SwiftObjects objects = store.objectsOfNewImages();
    String foreign = store.settings().layout().container() + "_backup";
    objects.ask("PUT", SwiftPath.ofContainer(foreign));
    objects.ask("PUT", SwiftPath.ofObject(foreign, UUID.randomUUID().toString()));

    assertThat(listed(store))
        .extracting(Listing.Item::name)
        .containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  void aStoreWithoutItsContainerHoldsNothing() throws Exception {
    assertThat(listed(store(Map.of("swift-store-container", "nowhere")))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 9, 12, 13, 18, 32})
  void aContainerIsKnownByItsName(int seed) {
    SwiftLayout layout = new SwiftLayout("glance", seed, 1, 1);
    String name = layout.containerOf(UUID.randomUUID().toString());

    assertThat(layout.mayHaveMade(name)).isTrue();
    assertThat(layout.mayHaveMade(name + "0")).isFalse();
    assertThat(layout.mayHaveMade(name.substring(0, name.length() - 1) + "x")).isFalse();
    assertThat(layout.mayHaveMade("glance")).isFalse();
  }
}
