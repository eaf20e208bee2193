package io.glance.store.s3;

import java.util.Optional;

/**
 * An object as the server describes it.
 *
 * @param size bytes
 * @param etag without quotes
 * @param mark of its writer; empty if it has none, or the server keeps none
 */
record ObjectState(long size, String etag, Optional<String> mark) {

  /**
   * Whether it is the one that a writer made.
   *
   * @param digest that its etag is, if the server does not encrypt it; empty if that is not known
   */
  boolean is(NewObject made, Optional<String> digest) {
    boolean sameBytes = digest.filter(etag::equals).isPresent();
    return mark.map(found -> found.equals(made.mark()) && (sameBytes || !Etags.isOfBytes(etag)))
        .orElse(sameBytes);
  }
}
