/**
 * What a caller may know of work in the background. Who does the work and how is not here; how far
 * it is, the registry keeps.
 */
@NullMarked
package io.glance.api.task;

import org.jspecify.annotations.NullMarked;
