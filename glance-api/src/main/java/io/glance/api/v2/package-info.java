/**
 * HTTP of API v2: paths, requests and answers as clients know them. What a request does is said by
 * the services; errors are written elsewhere.
 */
@NullMarked
package io.glance.api.v2;

import org.jspecify.annotations.NullMarked;
