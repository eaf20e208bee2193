/**
 * Who calls: found out by one of three ways, of which the operator chooses one. Not what a caller
 * may do.
 */
@NullMarked
package io.glance.api.identity;

import org.jspecify.annotations.NullMarked;
