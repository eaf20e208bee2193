/**
 * HTTP of API v2, one controller per resource: reading requests, writing answers. What a caller may
 * do and what happens then is in the features' services.
 */
@NullMarked
package io.glance.api.v2;

import org.jspecify.annotations.NullMarked;
