/** What tests, also those of other modules, start and call. */
@NullMarked
package io.glance.registry.testing;

import org.jspecify.annotations.NullMarked;
