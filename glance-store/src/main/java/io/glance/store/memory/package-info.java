/**
 * Image bytes in this process's heap, for tests and for trying things out. Nothing survives the
 * process.
 */
@NullMarked
package io.glance.store.memory;

import org.jspecify.annotations.NullMarked;
