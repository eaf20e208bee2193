/**
 * HTTP of the Images API v1 as Glance 13 served it: images, their bytes, metadata in headers. There
 * only where {@code enable_v1_api} is set. What one may do is the features' to say, the same as in
 * v2.
 */
@NullMarked
package io.glance.api.v1;

import org.jspecify.annotations.NullMarked;
