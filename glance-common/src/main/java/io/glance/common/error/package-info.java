/**
 * The errors that a caller of the service can see, as one sealed tree, and how each is written on
 * the wire. Errors of a store or a database are not here; they become one of these.
 */
@NullMarked
package io.glance.common.error;

import org.jspecify.annotations.NullMarked;
