/**
 * Certificates and keys that are kept by a key manager, as Barbican is one: read with the caller's
 * token, and deleted with the images that they belong to. What certificates are good for is known
 * elsewhere.
 */
@NullMarked
package io.glance.api.keymanager;

import org.jspecify.annotations.NullMarked;
