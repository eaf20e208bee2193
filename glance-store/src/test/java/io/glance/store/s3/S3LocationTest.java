package io.glance.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3LocationTest {

  @ParameterizedTest
  @CsvSource({
    "s3://host/bucket/id, host, bucket",
    "s3+http://host:8080/bucket/id, host:8080, bucket",
    "s3+https://host/bucket/id/, host, bucket",
    "S3://host/bucket/id, host, bucket",
    "s3://access:secret@host/bucket/id, host, bucket",
    "s3://access:se/cr/et@host:80/bucket/id, host:80, bucket",
    "s3://access:s@cr/et@host/bucket/id, host, bucket",
    "s3://host/v1/prefix/bucket/id, host/v1/prefix, bucket"
  })
  void everyFormIsRead(String url, String host, String bucket) throws Exception {
    S3Location location = S3Location.parse(new StoreLocation(url));

    assertThat(location.host()).isEqualTo(host);
    assertThat(location.bucket()).isEqualTo(bucket);
    assertThat(location.key()).isEqualTo("id");
    assertThat(location.toString()).doesNotContain("cr", "access");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://https://host/bucket/id",
        "s3://bucket/id",
        "s3://id",
        "s3:///bucket/id",
        "s3://host//id",
        "s3://access:secret@/bucket/id",
        "swift://host/bucket/id",
        "s3://"
      })
  void otherFormsAreRefused(String url) {
    assertThatThrownBy(() -> S3Location.parse(new StoreLocation(url)))
        .isInstanceOf(StoreException.BadLocation.class);
  }

  @Test
  void whatIsWrittenHasNoKeys() {
    assertThat(new S3Location("s3+https", "host", "bucket", "id").toStoreLocation().url())
        .isEqualTo("s3+https://host/bucket/id");
  }
}
