/**
 * Pieces of HTTP that both services read alike. Nothing of servlets, clients or a resource's own
 * headers.
 */
@NullMarked
package io.glance.common.http;

import org.jspecify.annotations.NullMarked;
