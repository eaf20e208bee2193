/**
 * Locations that are added in the background: accepted at once, looked at by a task that survives
 * this process. Locations in a patch are in {@code location}.
 */
@NullMarked
package io.glance.api.locationimport;

import org.jspecify.annotations.NullMarked;
