package io.glance.api.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.glance.common.context.RequestContext;
import io.glance.common.registryapi.StorageLimit;
import io.glance.common.registryapi.UsageRegistry.Usage;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageQuotaPropertiesTest {
  private static final RequestContext CALLER =
      new RequestContext("user", "acme", Set.of("member"), false, "req-test");
  private static final UnifiedLimits UNLIMITED =
      new UnifiedLimits(LimitSource.NOBODY, (owner, caller) -> new Usage(0, 0, 0, 0));

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0TB, 0",
    "1, 1",
    "0017B, 17",
    "1KB, 1024",
    "3MB, 3145728",
    "5GB, 5368709120",
    "2TB, 2199023255552",
    "9223372036854775807, 9223372036854775807",
    "99999999999999999999, 9223372036854775807",
    "99999999TB, 9223372036854775807",
  })
  void aNumberHasABinaryUnitOrNone(String value, long bytes) {
    assertThat(new StorageQuotaProperties(value, false).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-1", "1 GB", "1gb", "1G", "GB", "1.5GB", "1PB", "1KiB", "ten", "1GB ", "+1"})
  void nonsenseStopsTheStart(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StorageQuotaProperties(value, false))
        .withMessageContaining("user_storage_quota is " + value + ", must be");
  }

  @Test
  void theCallersProjectHasTheLimitAndWithoutOneNobodyHas() {
    StorageQuota quota = new StorageQuota(new StorageQuotaProperties("5KB", false), UNLIMITED);

    assertThat(quota.limitFor(CALLER)).isEqualTo(new StorageLimit("acme", 5120));
    assertThat(quota.limitFor(RequestContext.administrator("req-test")))
        .isEqualTo(new StorageLimit(null, 5120));
    assertThat(new StorageQuota(new StorageQuotaProperties("0", false), UNLIMITED).limitFor(CALLER))
        .isNull();
  }
}
