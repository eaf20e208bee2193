/**
 * The index of the caches of all nodes: which image lies where, and when it was last used. Not the
 * cached bytes, which every node keeps itself.
 */
@NullMarked
package io.glance.registry.cache;

import org.jspecify.annotations.NullMarked;
