package io.glance.store.swift;

import java.util.Map;
import org.junit.jupiter.api.Tag;

/** On a real Swift. */
@Tag("swift")
class AccountListingIT extends AccountListingTest {

  @Override
  Map<String, String> options() {
    return RealSwift.firstVersion();
  }
}
