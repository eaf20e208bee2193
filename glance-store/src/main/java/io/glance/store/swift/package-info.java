/**
 * Image bytes in OpenStack Swift, or in what speaks its API: objects, and segments below a manifest
 * where an image is large. Layout and locations are those of glance_store.
 */
@NullMarked
package io.glance.store.swift;

import org.jspecify.annotations.NullMarked;
