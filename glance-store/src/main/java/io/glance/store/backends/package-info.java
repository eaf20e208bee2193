/**
 * The stores that the operator configured, and finding the right one for a name or a location. The
 * only place that knows which drivers exist.
 */
@NullMarked
package io.glance.store.backends;

import org.jspecify.annotations.NullMarked;
