/**
 * Copies of images on this machine, so that a busy or absent store is asked once. The way in is
 * {@link io.glance.api.cache.ImageReads}; below it are the directory, the index and the fetches
 * that are under way. Not who may read an image or order it to be cached, and not where stores are.
 */
@NullMarked
package io.glance.api.cache;

import org.jspecify.annotations.NullMarked;
