/**
 * Work in the background as both services name it: what is to be done, how far it is, what came of
 * it. How a task is run is not here.
 */
@NullMarked
package io.glance.common.task;

import org.jspecify.annotations.NullMarked;
