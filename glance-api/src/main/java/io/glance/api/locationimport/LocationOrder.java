package io.glance.api.locationimport;

import org.jspecify.annotations.Nullable;

/**
 * What a caller asks for.
 *
 * @param url may hold the credentials of a store
 * @param expected what the caller says of the bytes; absent if nothing
 */
public record LocationOrder(String url, @Nullable Expected expected) {

  /**
   * @param hashValue in hexadecimal
   */
  public record Expected(String hashAlgorithm, String hashValue) {}

  @Override
  public String toString() {
    return "LocationOrder[url=***]";
  }
}
