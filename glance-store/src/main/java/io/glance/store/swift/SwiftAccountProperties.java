package io.glance.store.swift;

import io.glance.common.config.Secret;
import io.glance.store.swift.SwiftAccount.Credentials;
import io.glance.store.swift.SwiftAccount.Domains;
import io.glance.store.swift.SwiftAccount.Version;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who this service is to Swift, section {@code [glance_store]} or the section of a backend:
 * accounts in a file, or one account here.
 *
 * @param swiftStoreConfigFile file of accounts; then of the others only {@code
 *     default_swift_reference} counts, and {@code swift_store_auth_version} for accounts that do
 *     not say theirs
 * @param defaultSwiftReference name of the account for new images
 * @param swiftStoreAuthVersion in which one logs in: 1, 2 or 3
 * @param swiftStoreAuthAddress where; https if it has no scheme
 * @param swiftStoreUser {@code project:user}
 * @param swiftStoreApplicationCredentialId is used instead of a user, with its secret
 */
@ConfigurationProperties("oslo.glance-store")
record SwiftAccountProperties(
    @Nullable String swiftStoreConfigFile,
    @DefaultValue("ref1") String defaultSwiftReference,
    @DefaultValue("3") String swiftStoreAuthVersion,
    @Nullable String swiftStoreAuthAddress,
    @Nullable Secret swiftStoreUser,
    @Nullable Secret swiftStoreKey,
    @Nullable Secret swiftStoreApplicationCredentialId,
    @Nullable Secret swiftStoreApplicationCredentialSecret) {

  SwiftAccountProperties {
    Version.of(swiftStoreAuthVersion);
    if (config(swiftStoreConfigFile) == null) {
      requireBoth("swift_store_user", swiftStoreUser, "swift_store_key", swiftStoreKey);
      requireBoth(
          "swift_store_application_credential_id",
          swiftStoreApplicationCredentialId,
          "swift_store_application_credential_secret",
          swiftStoreApplicationCredentialSecret);
    }
  }

  /**
   * @throws IllegalArgumentException if the file is not what it should be
   */
  SwiftAccounts accounts() {
    Version version = Version.of(swiftStoreAuthVersion);
    Path file = config(swiftStoreConfigFile);
    if (file == null) {
      return new SwiftAccounts(inline(version), defaultSwiftReference, false, version);
    }
    Map<String, SwiftAccount> accounts = SwiftAccountFile.read(file, version);
    if (!accounts.containsKey(defaultSwiftReference)) {
      throw new IllegalArgumentException(
          "default_swift_reference is %s, which is no section of %s; it has %s"
              .formatted(
                  defaultSwiftReference, file, accounts.keySet().stream().sorted().toList()));
    }
    return new SwiftAccounts(accounts, defaultSwiftReference, true, version);
  }

  private Map<String, SwiftAccount> inline(Version version) {
    Credentials credentials = credentials();
    if (credentials == null || !isGiven(swiftStoreAuthAddress)) {
      return Map.of();
    }
    String address = SwiftLocation.address(String.valueOf(swiftStoreAuthAddress));
    return Map.of(defaultSwiftReference, new SwiftAccount(address, version, credentials));
  }

  private @Nullable Credentials credentials() {
    Secret id = given(swiftStoreApplicationCredentialId);
    Secret secret = given(swiftStoreApplicationCredentialSecret);
    if (id != null && secret != null) {
      return new Credentials.Application(id, secret);
    }
    Secret user = given(swiftStoreUser);
    Secret key = given(swiftStoreKey);
    return user != null && key != null
        ? new Credentials.Password(user.reveal(), key, Domains.DEFAULT)
        : null;
  }

  private static void requireBoth(
      String one, @Nullable Secret first, String other, @Nullable Secret second) {
    if (isGiven(first) != isGiven(second)) {
      throw new IllegalArgumentException(
          "%s is set without %s"
              .formatted(isGiven(first) ? one : other, isGiven(first) ? other : one));
    }
  }

  private static @Nullable Path config(@Nullable String file) {
    return file == null || file.isBlank() ? null : Path.of(file.strip());
  }

  private static boolean isGiven(@Nullable Secret secret) {
    return given(secret) != null;
  }

  private static @Nullable Secret given(@Nullable Secret secret) {
    return secret == null || secret.reveal().isBlank() ? null : secret;
  }

  private static boolean isGiven(@Nullable String text) {
    return text != null && !text.isBlank();
  }
}
