/** The identity service: what it says of callers, and where it says other services are. */
@NullMarked
package io.glance.common.keystone;

import org.jspecify.annotations.NullMarked;
