package io.glance.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.config.Secret;
import io.glance.store.StoreLocation;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3StorePropertiesTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "s3-store-host", "s3.example:7480",
          "s3-store-access-key", "access",
          "s3-store-secret-key", "hidden",
          "s3-store-bucket", "glance");

  @Test
  void defaultsAreTheOriginals() {
    assertThat(RealS3.bind(LEAST))
        .isEqualTo(
            new S3StoreProperties(
                "s3.example:7480",
                Secret.of("access"),
                Secret.of("hidden"),
                "glance",
                false,
                BucketUrlFormat.AUTO,
                100,
                10,
                10,
                "",
                "",
                false,
                ChecksumMode.WHEN_REQUIRED,
                ChecksumMode.WHEN_REQUIRED));
  }

  @Test
  void everyOptionIsRead() {
    S3StoreProperties options =
        with(
            Map.of(
                "s3-store-create-bucket-on-put", "true",
                "s3-store-bucket-url-format", "virtual",
                "s3-store-large-object-size", "7",
                "s3-store-large-object-chunk-size", "6",
                "s3-store-thread-pools", "3",
                "s3-store-region-name", "here",
                "s3-store-enable-data-integrity-protection", "true",
                "s3-store-request-checksum-calculation", "when_supported",
                "s3-store-response-checksum-validation", "when_supported"));

    assertThat(options.s3StoreCreateBucketOnPut()).isTrue();
    assertThat(options.isPathStyle()).isFalse();
    assertThat(options.largeBytes()).isEqualTo(7 << 20);
    assertThat(options.partBytes()).isEqualTo(6 << 20);
    assertThat(options.s3StoreThreadPools()).isEqualTo(3);
    assertThat(options.region()).isEqualTo("here");
    assertThat(options.checksumsOfRequests()).isEqualTo(ChecksumMode.WHEN_SUPPORTED);
    assertThat(options.checksumsOfResponses()).isEqualTo(ChecksumMode.WHEN_SUPPORTED);
  }

  @Test
  void checksumsNeedTheirSwitch() {
    S3StoreProperties options =
        with(Map.of("s3-store-request-checksum-calculation", "when_supported"));

    assertThat(options.checksumsOfRequests()).isEqualTo(ChecksumMode.WHEN_REQUIRED);
  }

  @ParameterizedTest
  @CsvSource({
    "s3-store-host, '', s3_store_host",
    "s3-store-host, ftp://x, s3_store_host",
    "s3-store-host, https://x/y, s3_store_host",
    "s3-store-access-key, '', s3_store_access_key",
    "s3-store-secret-key, '', s3_store_secret_key",
    "s3-store-bucket, '', s3_store_bucket",
    "s3-store-bucket, a/b, s3_store_bucket",
    "s3-store-large-object-size, -1, s3_store_large_object_size is -1",
    "s3-store-large-object-chunk-size, 4, s3_store_large_object_chunk_size is 4",
    "s3-store-thread-pools, 0, s3_store_thread_pools is 0",
    "s3-store-cacert, /no/such/file, s3_store_cacert"
  })
  void nonsenseIsRefused(String option, String value, String told) {
    assertThatThrownBy(() -> with(Map.of(option, value)))
        .hasStackTraceContaining(told)
        .satisfies(e -> assertThat(e.toString()).doesNotContain("hidden"));
  }

  /** Found by asking botocore. */
  @ParameterizedTest
  @CsvSource({
    "auto, 127.0.0.1:7480, glance, true",
    "auto, http://s3.example.com:7480, glance, true",
    "auto, https://s3.eu-west-1.amazonaws.com, glance, false",
    "auto, https://s3.eu-west-1.amazonaws.com, a.b, true",
    "auto, https://s3.amazonaws.com, Glance_X, true",
    "virtual, http://s3.example.com, glance, false",
    "virtual, http://127.0.0.1:7480, glance, true",
    "path, https://s3.amazonaws.com, glance, true"
  })
  void bucketsAreAddressedAsBotocoreDoes(
      String format, String host, String bucket, boolean pathStyle) {
    S3StoreProperties options =
        with(
            Map.of(
                "s3-store-bucket-url-format", format,
                "s3-store-host", host,
                "s3-store-bucket", bucket));

    assertThat(options.isPathStyle()).isEqualTo(pathStyle);
  }

  @ParameterizedTest
  @CsvSource({
    "s3.amazonaws.com, us-east-1",
    "https://s3-eu-west-2.amazonaws.com:443, eu-west-2",
    "https://s3.cn-north-1.amazonaws.com.cn, cn-north-1",
    "rgw:7480, us-east-1"
  })
  void theRegionIsInTheNameOfTheHost(String host, String region) {
    assertThat(with(Map.of("s3-store-host", host)).region()).isEqualTo(region);
  }

  @Test
  void aStoreOwnsWhatItsServerAndBucketHold() {
    S3Store store = new S3Store(RealS3.bind(LEAST), new PartMemory(1));

    assertThat(store.owns(new StoreLocation("s3://s3.example:7480/glance/id"))).isTrue();
    assertThat(store.owns(new StoreLocation("s3://a:b/c@s3.example:7480/glance/id"))).isTrue();
    assertThat(store.owns(new StoreLocation("s3://s3.example:7480/other/id"))).isFalse();
    assertThat(store.owns(new StoreLocation("s3://s3.example/glance/id"))).isFalse();
    assertThat(store.details())
        .containsEntry("s3_store_large_object_size", 100L << 20)
        .containsEntry("s3_store_thread_pools", 10);
  }

  private static S3StoreProperties with(Map<String, String> others) {
    Map<String, String> options = new HashMap<>(LEAST);
    options.putAll(others);
    return RealS3.bind(options);
  }
}
