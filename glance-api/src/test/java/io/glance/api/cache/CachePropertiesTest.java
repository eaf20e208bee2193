package io.glance.api.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class CachePropertiesTest {

  @Test
  void withoutADirectoryThereIsNoCache() {
    CacheProperties options = bind(Map.of());

    assertThat(options.isOn()).isFalse();
    assertThat(options.isCentral()).isTrue();
    assertThat(options.imageCacheMaxSize()).isEqualTo(10L << 30);
    assertThat(options.imageCacheStallTime()).isEqualTo(Duration.ofDays(1));
    assertThat(options.cachePrefetcherInterval()).isEqualTo(Duration.ofMinutes(5));
    assertThat(bind(Map.of("oslo.default.image-cache-dir", " ")).isOn()).isFalse();
  }

  @Test
  void everythingCanBeChosen() {
    assertThat(
            bind(
                Map.of(
                    "oslo.default.image-cache-dir", "/cache",
                    "oslo.default.image-cache-driver", "xattr",
                    "oslo.default.image-cache-sqlite-db", "other.db",
                    "oslo.default.image-cache-max-size", "7",
                    "oslo.default.image-cache-stall-time", "8",
                    "oslo.default.cache-prefetcher-interval", "9",
                    "oslo.default.worker-self-reference-url", "http://here")))
        .isEqualTo(
            new CacheProperties(
                Path.of("/cache"),
                CacheDriver.XATTR,
                "other.db",
                7,
                Duration.ofSeconds(8),
                Duration.ofSeconds(9),
                "http://here"));
  }

  @ParameterizedTest
  @CsvSource({
    "image-cache-max-size, image_cache_max_size is -1",
    "image-cache-stall-time, image_cache_stall_time is -1",
    "cache-prefetcher-interval, cache_prefetcher_interval is -1",
  })
  void nonsenseIsRefused(String option, String message) {
    assertThatThrownBy(() -> bind(Map.of("oslo.default." + option, "-1")))
        .rootCause()
        .hasMessageContaining(message);
  }

  private static CacheProperties bind(Map<String, String> options) {
    return new Binder(new MapConfigurationPropertySource(options))
        .bindOrCreate("oslo.default", CacheProperties.class);
  }
}
