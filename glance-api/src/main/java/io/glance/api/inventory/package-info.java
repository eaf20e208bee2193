/**
 * Compares what records say with what stores hold: whether stored bytes are those that were stored,
 * and what is known to one side only. For commands; requests do without it.
 */
@NullMarked
package io.glance.api.inventory;

import org.jspecify.annotations.NullMarked;
