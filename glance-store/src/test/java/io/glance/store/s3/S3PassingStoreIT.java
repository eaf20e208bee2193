package io.glance.store.s3;

import io.glance.store.Store;
import io.glance.store.StoreContractTest;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** Against RadosGW, with so little memory that whatever can pass through does. */
@Tag("s3")
class S3PassingStoreIT extends StoreContractTest {
  private static final String BUCKET = RealS3.bucket();

  @Override
  protected Store store() {
    return new S3Store(RealS3.radosGateway().in(BUCKET, Map.of()), new PartMemory(1));
  }

  /** {@link S3StoreIT} has them. */
  @Override
  protected void fiveGibibytesNeedLittleMemory() {}
}
