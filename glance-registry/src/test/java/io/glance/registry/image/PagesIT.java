package io.glance.registry.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.common.context.RequestContext;
import io.glance.common.image.Image;
import io.glance.common.image.Visibility;
import io.glance.common.registryapi.ImageField;
import io.glance.common.registryapi.ImageQuery;
import io.glance.common.registryapi.ImageQuery.SortKey;
import io.glance.common.registryapi.ImageQuery.VisibilityScope;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.registry.testing.Callers;
import io.glance.registry.testing.Images;
import io.glance.registry.testing.TestedDatabase;
import io.glance.registry.testing.TestingRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Pages of any size, in any order, add up to the list: through ties, NULLs and parts of the list.
 */
@ParameterizedClass
@EnumSource(TestedDatabase.class)
class PagesIT {
  private static final int IMAGES = 23;
  private static final String[] NAMES = {null, "", "b", "B", "a", "a ", "ü", null, "b"};

  private final TestingRegistry registry;
  private final ImageRegistry images;
  private final String owner = "owner-" + UUID.randomUUID();

  PagesIT(TestedDatabase database) {
    registry = database.registry();
    images = registry.client().images();
  }

  @Test
  void pagesAddUpToTheListInAnyOrder() {
    fill();
    List<List<SortKey>> orders = new ArrayList<>();
    for (ImageField field : ImageField.values()) {
      orders.add(List.of(new SortKey(field, true)));
      orders.add(List.of(new SortKey(field, false), new SortKey(ImageField.CREATED_AT, false)));
      orders.add(
          List.of(
              new SortKey(field, true),
              new SortKey(ImageField.NAME, false),
              new SortKey(ImageField.SIZE, true)));
    }

    for (List<SortKey> order : orders) {
      ImageQuery query =
          Images.vary(Images.ofOwner(owner), parts -> parts.sort(order).scope(VisibilityScope.ALL));
      for (RequestContext caller : List.of(Callers.admin(), Callers.of("stranger"))) {
        List<String> all = ids(images.list(query, caller));
        for (int size : List.of(1, 4, 7)) {
          assertThat(paged(query, size, caller)).as("%s by %d", order, size).isEqualTo(all);
        }
      }
      assertThat(ids(images.list(query, Callers.admin()))).hasSize(IMAGES);
    }
  }

  /** Names that are equal to the database, no names, few different sizes and times. */
  private void fill() {
    for (int i = 0; i < IMAGES; i++) {
      Visibility visibility = i % 3 == 0 ? Visibility.COMMUNITY : Visibility.PUBLIC;
      Image image =
          images.create(Images.of(owner, NAMES[i % NAMES.length], visibility), Callers.admin());
      registry
          .rows()
          .sql(
              "UPDATE images SET size = ?, created_at = ?, updated_at = ?, disk_format = ?"
                  + " WHERE id = ?")
          .param(i % 4 == 0 ? null : i % 3)
          .param("2026-01-0%d 00:00:00.000000".formatted(1 + i % 5))
          .param(i % 6 == 0 ? null : "2026-02-0%d 00:00:00.000000".formatted(1 + i % 2))
          .param(i % 2 == 0 ? null : "raw")
          .param(image.id())
          .update();
    }
  }

  private List<String> paged(ImageQuery query, int size, RequestContext caller) {
    List<String> found = new ArrayList<>();
    List<String> page = ids(images.list(Images.vary(query, parts -> parts.limit(size)), caller));
    while (!page.isEmpty()) {
      found.addAll(page);
      String last = page.getLast();
      page = ids(images.list(Images.vary(query, parts -> parts.limit(size).marker(last)), caller));
      assertThat(found.size() + page.size()).isLessThanOrEqualTo(IMAGES);
    }
    return found;
  }

  private static List<String> ids(List<Image> list) {
    return list.stream().map(Image::id).toList();
  }

  @Test
  void withoutAMarkerTheOrderIsWhatWasAsked() {
    Stream.of("b", "c", "a")
        .forEach(
            name -> images.create(Images.of(owner, name, Visibility.PRIVATE), Callers.admin()));

    assertThat(
            images.list(
                Images.vary(
                    Images.ofOwner(owner),
                    parts -> parts.sort(List.of(new SortKey(ImageField.NAME, false)))),
                Callers.of(owner)))
        .extracting(Image::name)
        .containsExactly("c", "b", "a");
  }
}
