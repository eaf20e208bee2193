/**
 * What administrators do with the cache, and what is done with it in the background: fetching
 * images that are asked for, forgetting those that are deleted. Not how images are cached.
 */
@NullMarked
package io.glance.api.caching;

import org.jspecify.annotations.NullMarked;
