package io.glance.store.s3;

import io.glance.store.Store;
import io.glance.store.StoreContractTest;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** Against RadosGW, with the usual sizes. */
@Tag("s3")
class S3StoreIT extends StoreContractTest {
  private static final String BUCKET = RealS3.bucket();

  @Override
  protected Store store() {
    return new S3Store(RealS3.radosGateway().in(BUCKET, Map.of()), PartMemory.ofThisProcess());
  }
}
