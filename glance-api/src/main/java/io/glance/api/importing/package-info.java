/**
 * Interoperable import: bytes are staged or fetched, changed by plugins, and brought to one store
 * or several while the client does something else. A node that dies in the middle leaves nothing
 * that another does not clean up.
 */
@NullMarked
package io.glance.api.importing;

import org.jspecify.annotations.NullMarked;
