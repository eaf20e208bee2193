package io.glance.store.s3;

import java.util.Map;
import org.junit.jupiter.api.Tag;

/** Against RadosGW. */
@Tag("s3")
class BucketListingIT extends BucketListingTest {

  @Override
  S3StoreProperties options() {
    return RealS3.radosGateway().in(RealS3.bucket(), Map.of());
  }
}
