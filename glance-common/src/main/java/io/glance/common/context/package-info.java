/**
 * Who calls, with which rights, under which request id. Passed as a parameter, never kept in a
 * thread.
 */
@NullMarked
package io.glance.common.context;

import org.jspecify.annotations.NullMarked;
