/**
 * The identity service: logging in to it, asking it whether a token is good, and what it says of
 * callers and of where other services are. Knows nothing of the requests that tokens come with.
 */
@NullMarked
package io.glance.common.keystone;

import org.jspecify.annotations.NullMarked;
