package io.glance.store.swift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.config.Secret;
import io.glance.common.keystone.KeystoneCredentials.Domain;
import io.glance.store.Capability;
import io.glance.store.Store;
import io.glance.store.StoreLocation;
import io.glance.store.swift.SwiftAccount.Credentials;
import io.glance.store.swift.SwiftAccount.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwiftPropertiesTest {
  @TempDir Path directory;

  @Test
  void defaultsAreTheOriginals() {
    SwiftStoreProperties options = bind(Map.of(), SwiftStoreProperties.class);

    SwiftSettings settings = options.settings(Duration.ZERO);
    assertThat(settings.layout())
        .isEqualTo(new SwiftLayout("glance", 0, 5_242_880_000L, 204_800_000L));
    assertThat(settings.createContainers()).isFalse();
    assertThat(settings.retries()).isZero();
    assertThat(settings.spool()).isNull();
    assertThat(options.swiftStoreExpireSoonInterval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(options.endpoint())
        .isEqualTo(new SwiftEndpoint(Optional.empty(), "object-store", "public", Optional.empty()));
    assertThat(options.swiftStoreMultiTenant()).isFalse();
    assertThat(options.swiftStoreAdminTenants()).isEmpty();
  }

  @Test
  void everyOptionIsRead() {
    SwiftStoreProperties options =
        bind(
            new TreeMap<>(
                Map.ofEntries(
                    Map.entry("swift-store-container", "images"),
                    Map.entry("swift-store-multiple-containers-seed", "4"),
                    Map.entry("swift-store-create-container-on-put", "true"),
                    Map.entry("swift-store-large-object-size", "10"),
                    Map.entry("swift-store-large-object-chunk-size", "2"),
                    Map.entry("swift-store-retry-get-count", "3"),
                    Map.entry("swift-store-expire-soon-interval", "90"),
                    Map.entry("swift-buffer-on-upload", "true"),
                    Map.entry("swift-upload-buffer-dir", directory.toString()),
                    Map.entry("swift-store-endpoint", "http://swift"),
                    Map.entry("swift-store-service-type", "objects"),
                    Map.entry("swift-store-endpoint-type", "internalURL"),
                    Map.entry("swift-store-region", "north"),
                    Map.entry("swift-store-auth-insecure", "true"),
                    Map.entry("swift-store-multi-tenant", "true"),
                    Map.entry("swift-store-admin-tenants", "a,b"))),
            SwiftStoreProperties.class);

    SwiftSettings settings = options.settings(Duration.ZERO);
    assertThat(settings.layout()).isEqualTo(new SwiftLayout("images", 4, 10_240_000, 2_048_000));
    assertThat(settings.createContainers()).isTrue();
    assertThat(settings.retries()).isEqualTo(3);
    assertThat(settings.spool()).isEqualTo(new SpoolDirectory(directory, 6, Duration.ZERO));
    assertThat(options.swiftStoreExpireSoonInterval()).isEqualTo(Duration.ofSeconds(90));
    assertThat(options.endpoint())
        .isEqualTo(
            new SwiftEndpoint(
                Optional.of("http://swift"), "objects", "internal", Optional.of("north")));
    assertThat(options.keystone().insecure()).isTrue();
    assertThat(options.swiftStoreMultiTenant()).isTrue();
    assertThat(options.swiftStoreAdminTenants()).containsExactly("a", "b");
  }

  @ParameterizedTest
  @CsvSource({
    "swift-store-multiple-containers-seed, 33",
    "swift-store-multiple-containers-seed, -1",
    "swift-store-large-object-size, 0",
    "swift-store-large-object-chunk-size, 0",
    "swift-store-retry-get-count, -1",
    "swift-store-expire-soon-interval, -1",
    "swift-store-endpoint-type, secretURL",
    "swift-store-container, a/b",
    "swift-store-cacert, /nowhere/ca.pem"
  })
  void nonsenseIsRefused(String option, String value) {
    assertThatThrownBy(() -> bind(Map.of(option, value), SwiftStoreProperties.class))
        .rootCause()
        .hasMessageContaining(
            option.equals("swift-store-cacert")
                ? "ca.pem"
                : option.replace('-', '_') + " is " + value);
  }

  @Test
  void anAccountInTheOptionsStandsInLocations() {
    Store store =
        open(
            Map.of(
                "swift-store-auth-address", "http://auth.example/v3/",
                "swift-store-user", "service:glance",
                "swift-store-key", "se/cret"));

    assertThat(store.capabilities()).contains(Capability.WRITE);
    assertThat(
            store.owns(
                new StoreLocation("swift+http://service%3Aglance:old@auth.example/v3/glance/id")))
        .isTrue();
    assertThat(
            store.owns(
                new StoreLocation("swift+http://service%3Aother:old@auth.example/v3/glance/id")))
        .isFalse();
    assertThat(store.owns(new StoreLocation("swift+config://ref1/glance/id"))).isFalse();
  }

  @Test
  void withoutAnAccountTheStoreIsNotWrittenTo() {
    assertThat(open(Map.of()).capabilities()).doesNotContain(Capability.WRITE);
  }

  @Test
  void theAccountsOfAFileAreRead() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("swift.conf"),
            """
            [ref1]
            auth_address = auth.example/v3
            user = "service:glance"
            key = 50%%
            project_domain_name = Acme
            auth_version = 2
            [Ref2]
            auth_address = http://auth.example/auth/v1.0/
            user = test:tester
            key = testing
            auth_version = 1
            [ref3]
            auth_address = https://auth.example
            application_credential_id = an-id
            application_credential_secret = a-secret
            """);

    SwiftAccounts accounts =
        bind(
                Map.of(
                    "swift-store-config-file", file.toString(), "default-swift-reference", "Ref2"),
                SwiftAccountProperties.class)
            .accounts();

    assertThat(accounts.fromFile()).isTrue();
    assertThat(accounts.named().get("ref1"))
        .isEqualTo(
            new SwiftAccount(
                "https://auth.example/v3",
                Version.THIRD,
                new Credentials.Password(
                    "service:glance",
                    Secret.of("50%"),
                    new SwiftAccount.Domains(
                        new Domain("default", null), new Domain(null, "Acme")))));
    assertThat(accounts.ofNewImages())
        .isEqualTo(
            new SwiftAccount(
                "http://auth.example/auth/v1.0",
                Version.FIRST,
                new Credentials.Password(
                    "test:tester", Secret.of("testing"), SwiftAccount.Domains.DEFAULT)));
    assertThat(accounts.named().get("ref3"))
        .isEqualTo(
            new SwiftAccount(
                "https://auth.example",
                Version.THIRD,
                new Credentials.Application(Secret.of("an-id"), Secret.of("a-secret"))));
    assertThat(accounts.wayOfNewImages()).isEqualTo(new SwiftLocation.Way.Reference("Ref2"));
  }

  @ParameterizedTest
  @CsvSource({
    "'[ref1]\nuser = a:b\nkey = c', auth_address is missing",
    "'[ref1]\nauth_address = x\nuser = a:b', key is missing",
    "'[ref1]\nauth_address = x\napplication_credential_id = a', application_credential_secret is missing",
    "'[ref1]\nauth_address = x\nuser = a:b\nkey = c\nauth_version = 4', auth_version is 4",
    "'[other]\nauth_address = x\nuser = a:b\nkey = c', default_swift_reference is ref1"
  })
  void aFileThatIsNotCompleteIsRefused(String text, String why) throws Exception {
    Path file = Files.writeString(directory.resolve("swift.conf"), text);

    assertThatThrownBy(() -> open(Map.of("swift-store-config-file", file.toString())))
        .hasMessageContaining(why);
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> open(Map.of("swift-store-config-file", "/nowhere/swift.conf")))
        .hasMessageContaining("swift_store_config_file is /nowhere/swift.conf");
  }

  @ParameterizedTest
  @CsvSource({
    "swift-store-user, swift_store_user is set without swift_store_key",
    "swift-store-key, swift_store_key is set without swift_store_user",
    "swift-store-application-credential-id, swift_store_application_credential_id is set without swift_store_application_credential_secret"
  })
  void halfAnAccountIsRefused(String option, String why) {
    assertThatThrownBy(() -> open(Map.of(option, "x"))).rootCause().hasMessage(why);
  }

  @Test
  void accountsOfAFileAreNotForManyTenants() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("swift.conf"), "[ref1]\nauth_address = x\nuser = a:b\nkey = c\n");

    assertThatThrownBy(() ->
            open(
                Map.of(
                    "swift-store-multi-tenant",
                    "true",
                    "swift-store-config-file",
                    file.toString())))
        .hasMessageContaining("mutually exclusive");
  }

  private static Store open(Map<String, String> options) {
    return new SwiftStoreFactory().open(TestingSwift.binder(options), TestingSwift.SECTION);
  }

  private static <T> T bind(Map<String, String> options, Class<T> type) {
    return TestingSwift.binder(options).bindOrCreate(TestingSwift.SECTION, type);
  }
}
