package io.glance.api.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.glance.api.cache.sqlite.SqliteIndex;
import io.glance.common.registryapi.CacheRegistry.CacheHits;
import io.glance.common.registryapi.CachedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The indexes that a node keeps itself, in the forms of the original. */
class CacheIndexTest {
  private static final String ID = "8ef1a082-bf59-4200-be8d-507a4af8d2fd";
  private static final Instant THEN = Instant.parse("2026-01-31T12:00:00.5Z");
  private static final Instant LATER = Instant.parse("2026-02-01T12:00:00Z");

  @TempDir private Path root;

  @BeforeEach
  void entry() throws IOException {
    Files.writeString(root.resolve(ID), "bytes");
  }

  @Test
  void theFileOfTheOriginalIsReadAndWritten() throws Exception {
    Path file = root.resolve("cache.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE cached_images (image_id TEXT PRIMARY KEY, last_accessed REAL DEFAULT 0.0,"
              + " last_modified REAL DEFAULT 0.0, size INTEGER DEFAULT 0, hits INTEGER DEFAULT 0,"
              + " checksum TEXT)");
      statement.execute(
          "INSERT INTO cached_images (image_id, last_accessed, last_modified, hits, size)"
              + " VALUES ('"
              + ID
              + "', 1769860800.5, 1769860800.5, 4, 5)");
    }
    SqliteIndex index = new SqliteIndex(file);

    index.count(List.of(new CacheHits(ID, 2, LATER), new CacheHits("gone", 1, LATER)));

    assertThat(index.list()).containsExactly(new CachedImage(null, ID, LATER, THEN, 5, 6, null));
    index.remove(ID);
    assertThat(index.list()).isEmpty();
  }

  @Test
  void attributesOfFilesAreAnIndex() {
    assumeTrue(XattrIndex.isPossibleIn(root), "no attributes of files here");
    XattrIndex index = new XattrIndex(new CacheDirectory(root));

    index.put(CachedImage.fresh(ID, THEN, 5));
    index.count(List.of(new CacheHits(ID, 2, LATER), new CacheHits("gone", 1, LATER)));
    index.count(List.of(new CacheHits(ID, 1, LATER)));

    assertThat(index.list())
        .singleElement()
        .satisfies(image -> {
          assertThat(image.hits()).isEqualTo(3);
          assertThat(image.size()).isEqualTo(5);
          assertThat(image.lastAccessed()).isEqualTo(LATER);
        });
  }

  @Test
  void anEntryWithoutANoteIsNotedAndANoteWithoutAnEntryGoes() {
    ImageCache cache = TestedCache.in(root);
    new SqliteIndex(root.resolve("cache.db")).put(CachedImage.fresh("gone", THEN, 1));

    cache.reconcile();

    assertThat(cache.list()).extracting(CachedImage::imageId).containsExactly(ID);
  }

  @Test
  void aDirectoryThatCannotBeIsSaidSo() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "");

    assertThatThrownBy(() -> new CacheDirectory(file))
        .isInstanceOf(MisconfiguredCacheException.class)
        .hasMessageContaining("image_cache_dir is " + file);
  }
}
