/**
 * Log lines as OpenStack's services write them, to where their options say. Not what is logged, and
 * no option of another part.
 */
@NullMarked
package io.glance.common.logging;

import org.jspecify.annotations.NullMarked;
