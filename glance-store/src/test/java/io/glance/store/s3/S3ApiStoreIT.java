package io.glance.store.s3;

import io.glance.store.Store;
import io.glance.store.StoreContractTest;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Against Swift's s3api, whole and in small parts. */
@Tag("s3")
@ParameterizedClass
@ValueSource(booleans = {false, true})
class S3ApiStoreIT extends StoreContractTest {
  private static final String BUCKET = RealS3.bucket();

  @Parameter boolean inParts;

  @Override
  protected Store store() {
    return new S3Store(
        RealS3.swift().in(BUCKET, inParts ? TestingStores.IN_PARTS : Map.of()),
        PartMemory.ofThisProcess());
  }

  /** Swift's own test has them. */
  @Override
  protected void fiveGibibytesNeedLittleMemory() {}
}
