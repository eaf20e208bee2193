package io.glance.registry.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.glance.common.context.RequestContext;
import io.glance.common.image.Image;
import io.glance.common.registryapi.CacheRegistry;
import io.glance.common.registryapi.CacheRegistry.CacheHits;
import io.glance.common.registryapi.CachedImage;
import io.glance.registry.testing.Callers;
import io.glance.registry.testing.Images;
import io.glance.registry.testing.TestedDatabase;
import io.glance.registry.testing.TestingRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestedDatabase.class)
class CacheIT {
  private static final Instant THEN = Instant.parse("2026-01-31T12:00:00Z");
  private static final Instant LATER = Instant.parse("2026-02-01T12:00:00Z");
  private static final RequestContext NOBODY = Callers.admin();

  private final TestingRegistry registry;
  private final CacheRegistry caches;
  private final String node = "http://" + UUID.randomUUID() + ":9292";
  private final String other = "http://" + UUID.randomUUID() + ":9292";

  CacheIT(TestedDatabase database) {
    registry = database.registry();
    caches = registry.client().caches();
  }

  private String put(String where) {
    String id = UUID.randomUUID().toString();
    caches.put(where, CachedImage.fresh(id, THEN, 5_000_000_000L), NOBODY);
    return id;
  }

  @Test
  void anEntryIsOfOneNode() {
    String id = put(node);

    assertThat(caches.list(node, NOBODY))
        .singleElement()
        .usingRecursiveComparison()
        .ignoringFields("id")
        .isEqualTo(CachedImage.fresh(id, THEN, 5_000_000_000L));
    assertThat(caches.list(node, NOBODY).getFirst().id()).isNotNull();
    assertThat(caches.list(other, NOBODY)).isEmpty();
    assertThat(caches.nodesOf(id, NOBODY)).containsExactly(node);
  }

  @Test
  void anEntryTakesTheEarlierOnesPlace() {
    String id = put(node);

    caches.put(node, new CachedImage(null, id, LATER, LATER, 7, 3, "sum"), NOBODY);

    assertThat(caches.list(node, NOBODY))
        .extracting(CachedImage::size, CachedImage::hits, CachedImage::checksum)
        .containsExactly(tuple(7L, 3, "sum"));
  }

  @Test
  void hitsAddUpAndThoseOfNothingArePassedOver() {
    String id = put(node);
    put(other);

    caches.count(
        node, List.of(new CacheHits("gone", 1, LATER), new CacheHits(id, 2, LATER)), NOBODY);
    caches.count(node, List.of(new CacheHits(id, 3, LATER)), NOBODY);

    assertThat(caches.list(node, NOBODY))
        .extracting(CachedImage::hits, CachedImage::lastAccessed, CachedImage::lastModified)
        .containsExactly(tuple(5, LATER, THEN));
    assertThat(caches.list(other, NOBODY)).extracting(CachedImage::hits).containsExactly(0);
  }

  @Test
  void aNodesEntriesGoAloneOrTogether() {
    String id = put(node);
    put(node);
    put(other);

    caches.remove(id, other, NOBODY);
    assertThat(caches.list(node, NOBODY)).hasSize(2);
    caches.remove(id, node, NOBODY);
    assertThat(caches.list(node, NOBODY)).hasSize(1);
    caches.removeAll(node, NOBODY);

    assertThat(caches.list(node, NOBODY)).isEmpty();
    assertThat(caches.list(other, NOBODY)).hasSize(1);
  }

  @Test
  void deletedAndUnknownImagesAreGone() {
    Image kept = registry.client().images().create(Images.ownedBy("acme"), NOBODY);
    Image deleted = registry.client().images().create(Images.ownedBy("acme"), NOBODY);
    registry.rows().sql("UPDATE images SET deleted = 1 WHERE id = ?").param(deleted.id()).update();

    assertThat(caches.gone(List.of("never", kept.id(), deleted.id()), NOBODY))
        .containsExactly("never", deleted.id());
    assertThat(caches.gone(List.of(), NOBODY)).isEmpty();
  }

  @Test
  void manyNodesMakeTheirFirstEntriesAtOnce() throws Exception {
    List<Callable<String>> work = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      work.add(() -> put(node));
    }

    try (ExecutorService threads = Executors.newFixedThreadPool(work.size())) {
      for (Future<String> one : threads.invokeAll(work)) {
        one.get();
      }
    }

    assertThat(caches.list(node, NOBODY)).hasSize(work.size());
  }
}
