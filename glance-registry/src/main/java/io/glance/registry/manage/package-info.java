/**
 * {@code glance-manage}: what operators do to the database from the command line. No web server, no
 * entities.
 */
@NullMarked
package io.glance.registry.manage;

import org.jspecify.annotations.NullMarked;
