/**
 * Tasks: what is to be done in the background and how far it is. Which moves a task makes is ruled
 * here, under a lock on its row; who does the work is not.
 */
@NullMarked
package io.glance.registry.task;

import org.jspecify.annotations.NullMarked;
