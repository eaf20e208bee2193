package io.glance.store.rbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RbdStorePropertiesTest {
  private static final String PREFIX = "oslo.glance-store.";

  @TempDir Path directory;

  @Test
  void defaultsAreTheOriginals() {
    RbdStoreProperties options = bind(Map.of());

    assertThat(options.pool()).isEqualTo("images");
    assertThat(options.user()).isNull();
    assertThat(options.configuration()).isNull();
    assertThat(options.chunkBytes()).isEqualTo(8 << 20);
    assertThat(options.order()).isEqualTo(23);
    assertThat(options.seconds()).isEqualTo(300);
    assertThat(options.rbdThinProvisioning()).isFalse();
  }

  @Test
  void everyOptionIsRead() throws Exception {
    Path configuration = Files.createFile(directory.resolve("ceph.conf"));

    RbdStoreProperties options =
        bind(
            Map.of(
                PREFIX + "rbd-store-pool", "golden",
                PREFIX + "rbd-store-user", "glance",
                PREFIX + "rbd-store-ceph-conf", configuration.toString(),
                PREFIX + "rbd-store-chunk-size", "4",
                PREFIX + "rados-connect-timeout", "7",
                PREFIX + "rbd-thin-provisioning", "true"));

    assertThat(options.pool()).isEqualTo("golden");
    assertThat(options.user()).isEqualTo("glance");
    assertThat(options.configuration()).isEqualTo(configuration.toString());
    assertThat(options.order()).isEqualTo(22);
    assertThat(options.seconds()).isEqualTo(7);
    assertThat(options.patience()).isEqualTo(Duration.ofSeconds(19));
    assertThat(options.rbdThinProvisioning()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1, 20", "3, 21", "7, 22", "8, 23", "63, 25"})
  void objectsAreAPowerOfTwo(String mebibytes, int order) {
    assertThat(bind(Map.of(PREFIX + "rbd-store-chunk-size", mebibytes)).order()).isEqualTo(order);
  }

  @ParameterizedTest
  @CsvSource({
    "rbd-store-chunk-size, 0, 'rbd_store_chunk_size is 0, must be from 1 to 63'",
    "rbd-store-chunk-size, 64, 'rbd_store_chunk_size is 64, must be from 1 to 63'",
    "rbd-store-pool, ' ', 'rbd_store_pool is empty, must be the name of a pool'",
    "rbd-store-ceph-conf, /no/such, 'rbd_store_ceph_conf is /no/such, which is no file that can be"
        + " read'"
  })
  void nonsenseIsRefused(String option, String value, String message) {
    assertThatThrownBy(() -> bind(Map.of(PREFIX + option, value))).hasStackTraceContaining(message);
  }

  private static RbdStoreProperties bind(Map<String, String> options) {
    return new Binder(new MapConfigurationPropertySource(options))
        .bindOrCreate("oslo.glance-store", RbdStoreProperties.class);
  }
}
