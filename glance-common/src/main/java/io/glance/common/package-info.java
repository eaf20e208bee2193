@NullMarked
package io.glance.common;

import org.jspecify.annotations.NullMarked;
