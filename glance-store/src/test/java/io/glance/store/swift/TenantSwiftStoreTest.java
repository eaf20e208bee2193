package io.glance.store.swift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.config.Secret;
import io.glance.common.keystone.ServiceCatalog;
import io.glance.store.ByteRange;
import io.glance.store.OpenImage;
import io.glance.store.Readers;
import io.glance.store.Store;
import io.glance.store.StoreContractTest;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.Tenant;
import io.glance.store.Written;
import io.glance.store.testing.TestingStreams;
import io.glance.store.testing.TestingSwiftServer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each image in its owner's account. */
class TenantSwiftStoreTest extends StoreContractTest {
  private TestingSwiftServer swift;
  private Store nobodys;

  @AfterEach
  void stopSwift() {
    swift.close();
  }

  @Override
  protected Store store() throws Exception {
    swift = new TestingSwiftServer();
    Map<String, String> options = TestingSwift.options(swift);
    options.put("swift-store-multi-tenant", "true");
    options.put("swift-store-admin-tenants", "watch,audit");
    nobodys = new SwiftStoreFactory().open(TestingSwift.binder(options), TestingSwift.SECTION);
    return nobodys.of(caller("acme"));
  }

  /** The server keeps objects in memory. */
  @Override
  protected void fiveGibibytesNeedLittleMemory() {}

  @Test
  void anImageIsInItsOwnersAccountInAContainerOfItsOwn() throws Exception {
    Written written = nobodys.of(caller("acme")).write("an-id", stream(new byte[3]), 3);

    assertThat(written.location().url())
        .isEqualTo(swift.url().replace("http", "swift+http") + "/v1/AUTH_acme/glance_an-id/an-id");
    assertThat(swift.container("AUTH_acme", "glance_an-id")).isNotNull();
    assertThat(nobodys.owns(written.location())).isTrue();
  }

  @Test
  void theContainerGoesWithTheImage() throws Exception {
    Written written = nobodys.of(caller("acme")).write("an-id", stream(new byte[3]), 3);

    nobodys.of(caller("acme")).delete(written.location());

    assertThat(swift.container("AUTH_acme", "glance_an-id")).isNull();
  }

  @Test
  void aFailedWriteLeavesNoContainer() {
    assertThatThrownBy(() -> nobodys.of(caller("acme")).write("an-id", stream(new byte[3]), 4))
        .isInstanceOf(StoreException.SizeMismatch.class);

    assertThat(swift.container("AUTH_acme", "glance_an-id")).isNull();
  }

  @Test
  void membersAreWrittenIntoTheListsOfTheContainer() throws Exception {
    Store store = nobodys.of(caller("acme"));
    StoreLocation location = store.write("an-id", stream(new byte[3]), 3).location();

    store.share(location, new Readers(false, Set.of("b", "a")));

    assertThat(swift.container("AUTH_acme", "glance_an-id"))
        .containsEntry("x-container-read", "a:*,b:*")
        .containsEntry("x-container-write", "watch:*,audit:*");
  }

  @Test
  void everybodyReadsAPublicImage() throws Exception {
    Store store = nobodys.of(caller("acme"));
    StoreLocation location = store.write("an-id", stream(new byte[3]), 3).location();

    store.share(location, new Readers(true, Set.of("a")));

    assertThat(swift.container("AUTH_acme", "glance_an-id"))
        .containsEntry("x-container-read", "*:*");
  }

  @Test
  void whatIsNotThereCannotBeShared() {
    StoreLocation nowhere =
        new StoreLocation(swift.url().replace("http", "swift+http") + "/v1/AUTH_acme/glance_x/x");

    assertThatThrownBy(() -> nobodys.of(caller("acme")).share(nowhere, Readers.NOBODY))
        .isInstanceOf(StoreException.NotFound.class);
  }

  @Test
  void whereNobodyCallsTheServiceItselfCleansUpInTheOwnersAccount() throws Exception {
    nobodys.of(caller("acme")).write("an-id", stream(new byte[3]), 3);

    nobodys.of(Tenant.absent("an-id", "acme")).discard("an-id");

    assertThat(swift.container("AUTH_acme", "glance_an-id")).isNull();
  }

  @Test
  void whereNobodyCallsTheServiceItselfReads() throws Exception {
    byte[] bytes = TestingStreams.bytes(1000);
    Written written = nobodys.of(caller("acme")).write("an-id", stream(bytes), 1000);

    Store nobody = nobodys.of(Tenant.absent("an-id", null));
    try (OpenImage image = nobody.open(written.location(), ByteRange.ALL)) {
      assertThat(image.stream().readAllBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void whereNobodyCallsTheServiceTouchesNoOtherImage() throws Exception {
    StoreLocation others =
        nobodys.of(caller("acme")).write("an-id", stream(new byte[3]), 3).location();
    Store nobody = nobodys.of(Tenant.absent("mallorys", "mallory"));

    assertThatThrownBy(() -> nobody.open(others, ByteRange.ALL))
        .isInstanceOf(StoreException.BadLocation.class);
    assertThatThrownBy(() -> nobody.delete(others)).isInstanceOf(StoreException.BadLocation.class);
    assertThat(nobodys.of(caller("acme")).size(others)).isEqualTo(3);
  }

  @Test
  void withoutATenantNothingIsWrittenOrDiscarded() {
    assertThatThrownBy(() -> nobodys.write("an-id", stream(new byte[3]), 3))
        .isInstanceOf(StoreException.Unavailable.class);
    assertThatThrownBy(() -> nobodys.discard("an-id"))
        .isInstanceOf(StoreException.Unavailable.class);
  }

  @Test
  void whereTheCallersTokenEndsTheServiceGoesOnInHisAccount() throws Exception {
    Tenant caller = caller("acme");
    Tenant late = new Tenant("an-id", "acme", Secret.of("ended"), caller.catalog());

    Written written = nobodys.of(late).write("an-id", stream(new byte[3]), 3);

    assertThat(swift.container("AUTH_acme", "glance_an-id")).isNotNull();
    assertThat(nobodys.of(late).size(written.location())).isEqualTo(3);
    StoreLocation others =
        new StoreLocation(written.location().url().replace("AUTH_acme", "AUTH_other"));
    assertThatThrownBy(() -> nobodys.of(late).size(others)).isInstanceOf(StoreException.class);
  }

  @Test
  void aTokenGoesToNoOtherHost() throws Exception {
    try (TestingSwiftServer elsewhere = new TestingSwiftServer()) {
      StoreLocation location =
          new StoreLocation(elsewhere.url().replace("http", "swift+http") + "/v1/AUTH_acme/c/o");

      assertThatThrownBy(() -> nobodys.of(caller("acme")).open(location, ByteRange.ALL))
          .isInstanceOf(StoreException.Forbidden.class);
      assertThatThrownBy(() -> nobodys.of(caller("acme")).delete(location))
          .isInstanceOf(StoreException.Forbidden.class);
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @Test
  void theServicesTokenIsRenewedInAccountsOfOthers() throws Exception {
    Written written = nobodys.of(caller("acme")).write("an-id", stream(new byte[3]), 3);
    Store nobody = nobodys.of(Tenant.absent("an-id", null));
    assertThat(nobody.size(written.location())).isEqualTo(3);
    swift.expireTokens();

    assertThat(nobody.size(written.location())).isEqualTo(3);
  }

  @Test
  void aContainerThatARemovalLeftGoesWithItsRepetition() throws Exception {
    Store store = nobodys.of(caller("acme"));
    Written written = store.write("an-id", stream(new byte[3]), 3);
    swift.answerWith(503, 3, request -> request.equals("DELETE /v1/AUTH_acme/glance_an-id"));
    store.delete(written.location());
    assertThat(swift.container("AUTH_acme", "glance_an-id")).isNotNull();

    assertThatThrownBy(() -> store.delete(written.location()))
        .isInstanceOf(StoreException.NotFound.class);

    assertThat(swift.container("AUTH_acme", "glance_an-id")).isNull();
  }

  @Test
  void callersNameTheirOwnImagesInTheirOwnAccount() throws Exception {
    Store store = nobodys.of(caller("acme"));
    String own = store.write("an-id", stream(new byte[3]), 3).location().url();
    String others = own.replace("AUTH_acme", "AUTH_other");

    assertThat(store.mayBeNamed(new StoreLocation(own), "an-id")).isTrue();
    assertThat(store.mayBeNamed(new StoreLocation(own), "another-id")).isFalse();
    assertThat(store.mayBeNamed(new StoreLocation(others), "an-id")).isFalse();
    assertThat(store.mayBeNamed(new StoreLocation(own.replace("glance_an", "other_an")), "an-id"))
        .isFalse();
    assertThat(
            store.mayBeNamed(new StoreLocation("swift+http://a:b:c@127.0.0.1/v1/c/an-id"), "an-id"))
        .isFalse();
  }

  private Tenant caller(String project) {
    ServiceCatalog.Endpoint swiftsOwn =
        new ServiceCatalog.Endpoint(null, "public", "here", swift.url() + "/v1/AUTH_" + project);
    ServiceCatalog.Service service =
        new ServiceCatalog.Service("object-store", "swift", List.of(swiftsOwn));
    return new Tenant(
        "an-id", project, Secret.of(swift.token()), new ServiceCatalog(List.of(service)));
  }
}
