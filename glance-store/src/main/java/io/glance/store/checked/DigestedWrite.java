package io.glance.store.checked;

import io.glance.store.Written;

/**
 * What a write left in the store, with the digests of all its bytes.
 *
 * @param md5 lower-case hexadecimal, {@code checksum} of the image
 * @param hash lower-case hexadecimal, {@code os_hash_value} of the image
 */
public record DigestedWrite(
    Written written, String md5, HashAlgorithm hashAlgorithm, String hash) {}
