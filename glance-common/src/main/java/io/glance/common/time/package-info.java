/** Points in time as OpenStack writes them. */
@NullMarked
package io.glance.common.time;

import org.jspecify.annotations.NullMarked;
