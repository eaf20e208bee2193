/**
 * Copies images from one Glance to another, or to a directory and back, over API v2. For a command
 * that talks to servers as any client does; it knows neither our registry nor our stores.
 */
@NullMarked
package io.glance.api.replicator;

import org.jspecify.annotations.NullMarked;
