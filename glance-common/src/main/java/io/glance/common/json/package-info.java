/** JSON as both services read and write it. */
@NullMarked
package io.glance.common.json;

import org.jspecify.annotations.NullMarked;
