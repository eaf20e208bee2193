package io.glance.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.store.Store;
import io.glance.store.StoreContractTest;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class S3StoreTest extends StoreContractTest {
  @Parameter Shape shape;
  private TestingS3Server server;

  /** Ways that bytes can go; the others are tried with real servers, see {@code S3*StoreIT}. */
  enum Shape {
    IN_PARTS(PartMemory.ofThisProcess(), TestingStores.IN_PARTS),
    PASSING(new PartMemory(1), Map.of());

    private final PartMemory memory;
    private final Map<String, String> options;

    Shape(PartMemory memory, Map<String, String> options) {
      this.memory = memory;
      this.options = options;
    }
  }

  @AfterEach
  void nothingIsLeftHalfDone() {
    assertThat(server.unfinished()).isEmpty();
    server.close();
  }

  @Override
  protected Store store() throws Exception {
    server = TestingS3Server.start();
    return TestingStores.in(server, shape.memory, shape.options);
  }

  /** The server here keeps all in memory; those of the testbed are given so much. */
  @Override
  protected void fiveGibibytesNeedLittleMemory() {}
}
