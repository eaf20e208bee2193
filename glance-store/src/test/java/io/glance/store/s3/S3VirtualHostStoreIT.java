package io.glance.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.store.ByteRange;
import io.glance.store.OpenImage;
import io.glance.store.Store;
import io.glance.store.StoreContractTest;
import io.glance.store.StoreLocation;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against RadosGW, with the bucket in the host's name. */
@Tag("s3")
class S3VirtualHostStoreIT extends StoreContractTest {
  private static final String BUCKET = RealS3.bucket();

  @Override
  protected Store store() {
    return new S3Store(
        RealS3.radosGatewayByName().in(BUCKET, Map.of("s3-store-bucket-url-format", "virtual")),
        PartMemory.ofThisProcess());
  }

  @Test
  void theBucketIsTheOneOfThePath() throws Exception {
    Store path =
        new S3Store(
            RealS3.radosGateway().in(BUCKET, Map.of("s3-store-bucket-url-format", "path")),
            PartMemory.ofThisProcess());
    StoreLocation location =
        store().write(UUID.randomUUID().toString(), stream(new byte[] {1, 2}), 2).location();

    try (OpenImage image = path.open(location, ByteRange.ALL)) {
      assertThat(image.stream().readAllBytes()).containsExactly(1, 2);
    }
  }

  /** {@link S3StoreIT} has them. */
  @Override
  protected void fiveGibibytesNeedLittleMemory() {}
}
