package io.glance.store.swift;

import io.glance.store.StoreException;
import io.glance.store.swift.SwiftAccount.Credentials;
import io.glance.store.swift.SwiftAccount.Version;
import io.glance.store.swift.SwiftLocation.Way;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The accounts that the operator wrote down, and those that stand in locations.
 *
 * @param named by their names in locations
 * @param reference name of the one for new images; there need not be such an account
 * @param fromFile whether locations name the account instead of holding its credentials
 * @param version in which one logs in to accounts that stand in locations
 */
record SwiftAccounts(
    Map<String, SwiftAccount> named, String reference, boolean fromFile, Version version) {

  SwiftAccounts {
    named = Map.copyOf(named);
  }

  /** Null: there are to be no new images. */
  @Nullable SwiftAccount ofNewImages() {
    return named.get(reference);
  }

  /** How the locations of new images lead to their account. */
  Way wayOfNewImages() {
    SwiftAccount account = named.get(reference);
    if (fromFile || account == null) {
      return new Way.Reference(reference);
    }
    return switch (account.credentials()) {
      case Credentials.Password password ->
          new Way.Login(account.address(), password.user(), password.key());
      case Credentials.Application _ -> new Way.Bare(account.address());
    };
  }

  /**
   * The account that a location leads to. Where the operator has written down the same user at the
   * same address, that account: its key may have changed since.
   *
   * @throws StoreException.BadLocation if nobody knows its credentials
   */
  SwiftAccount at(Way way) throws StoreException {
    return switch (way) {
      case Way.Reference given ->
          Optional.ofNullable(named.get(given.name()))
              .orElseThrow(() ->
                  new StoreException.BadLocation(
                      "Badly formed Swift URI. Credentials not found for account reference"));
      case Way.Login login ->
          known(login)
              .orElseGet(() ->
                  new SwiftAccount(
                      login.address(),
                      version,
                      new Credentials.Password(
                          login.user(), login.key(), SwiftAccount.Domains.DEFAULT)));
      case Way.Bare bare ->
          known(bare)
              .orElseThrow(() ->
                  new StoreException.BadLocation(
                      "Location is missing user:password or application credential"
                          + " information."));
    };
  }

  /** Whether a location leads to an account that the operator wrote down. */
  boolean has(Way way) {
    return switch (way) {
      case Way.Reference given -> fromFile && named.containsKey(given.name());
      case Way.Login login -> known(login).isPresent();
      case Way.Bare bare -> known(bare).isPresent();
    };
  }

  /**
   * Whether a location leads to an account that the operator wrote down, by all that it takes to
   * log in to it.
   */
  boolean opens(Way way) {
    return switch (way) {
      case Way.Login login -> known(login).filter(account -> hasKey(account, login)).isPresent();
      case Way.Reference _, Way.Bare _ -> has(way);
    };
  }

  /** With the key that counts: the operator's, if he has written down the account. */
  Way canonical(Way way) {
    return way instanceof Way.Login login
            && known(login).map(SwiftAccount::credentials).orElse(null)
                instanceof Credentials.Password password
        ? new Way.Login(login.address(), password.user(), password.key())
        : way;
  }

  private static boolean hasKey(SwiftAccount account, Way.Login login) {
    return account.credentials() instanceof Credentials.Password password
        && password.key().equals(login.key());
  }

  private Optional<SwiftAccount> known(Way.Login login) {
    return named.values().stream()
        .filter(account -> account.address().equals(login.address()))
        .filter(account -> login.user().equals(account.user()))
        .findFirst();
  }

  private Optional<SwiftAccount> known(Way.Bare bare) {
    return named.values().stream()
        .filter(account -> account.address().equals(bare.url()))
        .filter(account -> account.credentials() instanceof Credentials.Application)
        .findFirst();
  }
}
