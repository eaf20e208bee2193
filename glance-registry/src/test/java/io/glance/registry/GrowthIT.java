package io.glance.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.registry.testing.Callers;
import io.glance.registry.testing.Images;
import io.glance.registry.testing.TestedDatabase;
import io.glance.registry.testing.TestingRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A database that has grown since the server opened its tables, so that the figures it has of them
 * are old.
 */
class GrowthIT {
  private static final int IMAGES = 400;

  @Test
  void anImageIsFoundWithoutReadingTheRowsOfOthers() {
    try (TestingRegistry registry = TestingRegistry.start(TestedDatabase.MARIADB.newDatabase())) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < IMAGES; i++) {
        ids.add(registry.client().images().create(Images.ownedBy("owner"), Callers.admin()).id());
      }
      long before = rowsRead(registry);
      for (String id : ids) {
        registry.client().images().get(id, Callers.of("owner"));
      }
      assertThat((rowsRead(registry) - before) / IMAGES).isLessThan(20);

      before = rowsRead(registry);
      registry.client().images().getAll(ids.subList(0, 8), Callers.of("owner"));
      assertThat(rowsRead(registry) - before).isLessThan(20 * 8);
    }
  }

  /** Rows that the server has read so far along indexes and through whole tables. */
  private static long rowsRead(TestingRegistry registry) {
    return registry
        .rows()
        .sql(
            "SHOW GLOBAL STATUS WHERE Variable_name IN ('Handler_read_next', 'Handler_read_rnd_next')")
        .query((row, number) -> row.getLong(2))
        .list()
        .stream()
        .mapToLong(Long::longValue)
        .sum();
  }
}
