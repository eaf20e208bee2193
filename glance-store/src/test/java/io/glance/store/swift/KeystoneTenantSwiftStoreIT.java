package io.glance.store.swift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.store.ByteRange;
import io.glance.store.OpenImage;
import io.glance.store.Readers;
import io.glance.store.Store;
import io.glance.store.StoreContractTest;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.Tenant;
import io.glance.store.testing.TestingStreams;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each image in its owner's account, in segments, on a real Swift behind a real Keystone. */
@Tag("swift")
class KeystoneTenantSwiftStoreIT extends StoreContractTest {
  private static final int SIZE = 3_000_000;

  private static Tenant owner;
  private static Tenant member;
  private static Store nobodys;

  private final String id = UUID.randomUUID().toString();

  /** Once for all tests, as Keystone takes its time. */
  @BeforeAll
  static void logIn() throws Exception {
    owner = RealSwift.caller("demo:demo");
    member = RealSwift.caller("alt:alt");
    Map<String, String> options = RealSwift.thirdVersion();
    options.put("swift-store-multi-tenant", "true");
    options.put("swift-store-large-object-size", "1");
    options.put("swift-store-large-object-chunk-size", "1");
    nobodys = new SwiftStoreFactory().open(TestingSwift.binder(options), TestingSwift.SECTION);
  }

  @Override
  protected Store store() {
    return nobodys.of(owner);
  }

  @Override
  protected void fiveGibibytesNeedLittleMemory() {}

  @Test
  void segmentsOfAKilledWriterAreDiscardedByTheServiceInHisAccount() throws Exception {
    SwiftObjects objects = ((TenantSwiftStore) nobodys).access().objects(owner);
    StoreLocation whole = store().write(id, stream(TestingStreams.bytes(SIZE)), SIZE).location();
    String container = SwiftLocation.parse(whole).container();
    objects.ask("DELETE", SwiftPath.ofObject(container, id));
    assertThat(objects.list(container, id + "-")).hasSize(3);

    nobodys.of(Tenant.absent(id, owner.projectId())).discard(id);

    assertThat(objects.ask("HEAD", SwiftPath.ofContainer(container)).status())
        .isEqualTo(SwiftAnswer.NOT_FOUND);
  }

  @Test
  void membersReadWhatIsSharedWithThemAndNobodyElseDoes() throws Exception {
    byte[] bytes = TestingStreams.bytes(SIZE);
    StoreLocation location = store().write(id, stream(bytes), SIZE).location();
    assertThatThrownBy(() -> nobodys.of(member).open(location, ByteRange.ALL))
        .isInstanceOf(StoreException.Forbidden.class);

    store().share(location, new Readers(false, Set.of(member.projectId())));

    try (OpenImage image = nobodys.of(member).open(location, ByteRange.ALL)) {
      assertThat(image.stream().readAllBytes()).isEqualTo(bytes);
    }
    assertThatThrownBy(() -> nobodys.of(member).delete(location))
        .isInstanceOf(StoreException.Forbidden.class);
    store().delete(location);
  }
}
