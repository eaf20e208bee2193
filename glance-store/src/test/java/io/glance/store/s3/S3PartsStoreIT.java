package io.glance.store.s3;

import io.glance.store.Store;
import io.glance.store.StoreContractTest;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** Against RadosGW, all images in small parts. */
@Tag("s3")
class S3PartsStoreIT extends StoreContractTest {
  private static final String BUCKET = RealS3.bucket();

  @Override
  protected Store store() {
    Map<String, String> parts =
        Map.of("s3-store-large-object-size", "0", "s3-store-large-object-chunk-size", "5");
    return new S3Store(RealS3.radosGateway().in(BUCKET, parts), PartMemory.ofThisProcess());
  }

  /** Many small parts of five gibibytes take long, and {@link S3StoreIT} has them in parts too. */
  @Override
  protected void fiveGibibytesNeedLittleMemory() {}
}
