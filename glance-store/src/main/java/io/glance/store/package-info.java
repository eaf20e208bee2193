/**
 * Keeps image bytes. Knows no user, no HTTP request and no database; a store is given an image's id
 * and a stream, and gives back where the bytes are.
 */
@NullMarked
package io.glance.store;

import org.jspecify.annotations.NullMarked;
